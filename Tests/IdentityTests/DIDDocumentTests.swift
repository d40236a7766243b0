// SPDX-License-Identifier: Apache-2.0

import Identity
import JOSE
import Testing

@Suite struct DIDDocumentTests {
    static let did = Account.did
    static let key = MultikeyTests.p256

    private static func read(_ text: String, reach: NetworkReach = .publicInternet) throws -> DIDDocument {
        try DIDDocument(Array(text.utf8), for: did, reach: reach)
    }

    /// A verification method; the arguments are raw JSON.
    static func method(
        id: String = "\"\(did)#atproto\"", type: String = "\"Multikey\"", controller: String = "\"\(did)\"",
        key: String = "\"\(key)\""
    ) -> String {
        "{\"id\":\(id),\"type\":\(type),\"controller\":\(controller),\"publicKeyMultibase\":\(key)}"
    }

    static func service(
        id: String = "\"#atproto_pds\"", type: String = "\"AtprotoPersonalDataServer\"",
        endpoint: String = "\"https://pds.example.com\""
    ) -> String {
        "{\"id\":\(id),\"type\":\(type),\"serviceEndpoint\":\(endpoint)}"
    }

    static func document(methods: [String] = [method()], services: [String] = [service()]) -> String {
        """
        {"id":"\(did)","verificationMethod":[\(methods.joined(separator: ","))],\
        "service":[\(services.joined(separator: ","))]}
        """
    }

    @Test func readsTheKeyAndThePDS() throws {
        let document = try Self.read(Self.document())
        #expect(document.id == Self.did)
        #expect(document.signingKey == .success(try #require(Multikey(multibase: Self.key)).key))
        #expect(try document.pds.get().text == "https://pds.example.com")
    }

    @Test(arguments: [
        ("EcdsaSecp256r1VerificationKey2019", "zxdM8dSstjrpZaRUwBmDvjGXweKuEMVN95A9oJBFjkWMh"),
        ("EcdsaSecp256k1VerificationKey2019", "z25z9DTpsiYYJKGsWmSPJK2NFN8PcJtZig12K59UgW7q5t"),
        ("Multikey", MultikeyTests.p256), ("Multikey", MultikeyTests.secp256k1),
    ]) func understandsThreeTypesOnTwoCurves(type: String, key: String) throws {
        let document = try Self.read(Self.document(methods: [Self.method(type: "\"\(type)\"", key: "\"\(key)\"")]))
        _ = try document.signingKey.get()
    }

    @Test func namesMayBeShortOrLong() throws {
        let document = try Self.read(
            Self.document(
                methods: [Self.method(id: "\"#atproto\"")],
                services: [Self.service(id: "\"\(Self.did)#atproto_pds\"")]))
        _ = try document.signingKey.get()
        _ = try document.pds.get()
    }

    @Test func theFirstOfANameCounts() throws {
        let other = Self.method(key: "\"\(MultikeyTests.secp256k1)\"")
        let bad = Self.method(key: "1")
        #expect(try Self.read(Self.document(methods: [Self.method(), other])).signingKey.get().curve == .p256)
        #expect(try Self.read(Self.document(methods: [other, Self.method()])).signingKey.get().curve == .secp256k1)
        #expect(try Self.read(Self.document(methods: [bad, other])).signingKey == .failure(.keyMalformed))
        let services = [Self.service(endpoint: "\"https://one.example.com/x\""), Self.service()]
        #expect(try Self.read(Self.document(services: services)).pds == .failure(.pdsEndpoint))
    }

    static let badMethods: [(String, DIDDocumentFlaw)] = [
        (method(id: "\"did:plc:aaaaaaaaaaaaaaaaaaaaaaaa#atproto\""), .keyMissing),
        (method(id: "\"did:web:evil.example.com#atproto\""), .keyMissing),
        (method(id: "\"x#atproto\""), .keyMissing), (method(id: "\"\(did)x#atproto\""), .keyMissing),
        (method(id: "\"#atproto2\""), .keyMissing), (method(id: "\"atproto\""), .keyMissing),
        (method(id: "\"\(did)#ATPROTO\""), .keyMissing), (method(id: "\"\(did)##atproto\""), .keyMissing),
        (method(id: "null"), .keyMissing), (method(id: "[\"#atproto\"]"), .keyMissing), ("\"#atproto\"", .keyMissing),
        (method(controller: "\"did:plc:aaaaaaaaaaaaaaaaaaaaaaaa\""), .keyController),
        (method(controller: "null"), .keyController), (method(controller: "[\"\(did)\"]"), .keyController),
        ("{\"id\":\"#atproto\",\"type\":\"Multikey\",\"publicKeyMultibase\":\"\(key)\"}", .keyController),
        (method(type: "\"multikey\""), .keyType), (method(type: "\"JsonWebKey2020\""), .keyType),
        (method(type: "\"Ed25519VerificationKey2020\""), .keyType), (method(type: "[\"Multikey\"]"), .keyType),
        (method(key: "\"\""), .keyMalformed), (method(key: "null"), .keyMalformed), (method(key: "{}"), .keyMalformed),
        (method(key: "\"\(key)1\""), .keyMalformed), (method(key: "\"m\(key.dropFirst())\""), .keyMalformed),
        (method(key: "\"z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK\""), .keyMalformed),
        (method(type: "\"EcdsaSecp256r1VerificationKey2019\""), .keyMalformed),
        (
            method(
                type: "\"EcdsaSecp256k1VerificationKey2019\"", key: "\"zxdM8dSstjrpZaRUwBmDvjGXweKuEMVN95A9oJBFjkWM\""),
            .keyMalformed
        ),
    ]

    @Test func theTablesAreWhole() {
        #expect(Self.badMethods.count == 27)
        #expect(Self.badServices.count == 20)
        #expect(Self.badDocuments.count == 18)
    }

    @Test(arguments: badMethods) func refusesKeysThatAreNotTheAccountsOwn(
        method: String, flaw: DIDDocumentFlaw
    ) throws {
        let document = try Self.read(Self.document(methods: [method]))
        #expect(document.signingKey == .failure(flaw))
        _ = try document.pds.get()
    }

    static let badServices: [(String, DIDDocumentFlaw)] = [
        (service(id: "\"did:web:evil.example.com#atproto_pds\""), .pdsMissing),
        (service(id: "\"atproto_pds\""), .pdsMissing),
        (service(id: "\"#atproto_pds2\""), .pdsMissing), (service(id: "3"), .pdsMissing),
        (service(type: "\"atprotoPersonalDataServer\""), .pdsType), (service(type: "null"), .pdsType),
        (service(type: "[\"AtprotoPersonalDataServer\"]"), .pdsType),
        (service(endpoint: "\"http://pds.example.com\""), .pdsEndpoint),
        (service(endpoint: "\"https://pds.example.com/\""), .pdsEndpoint),
        (service(endpoint: "\"https://pds.example.com/xrpc\""), .pdsEndpoint),
        (service(endpoint: "\"https://pds.example.com:8443\""), .pdsEndpoint),
        (service(endpoint: "\"https://user@pds.example.com\""), .pdsEndpoint),
        (service(endpoint: "\"https://127.0.0.1\""), .pdsEndpoint),
        (service(endpoint: "\"https://[::1]\""), .pdsEndpoint),
        (service(endpoint: "\"https://localhost\""), .pdsEndpoint),
        (service(endpoint: "\"http://localhost:2583\""), .pdsEndpoint),
        (service(endpoint: "\"pds.example.com\""), .pdsEndpoint), (service(endpoint: "\"\""), .pdsEndpoint),
        (service(endpoint: "[\"https://pds.example.com\"]"), .pdsEndpoint),
        (service(endpoint: "{\"uri\":\"https://pds.example.com\"}"), .pdsEndpoint),
    ]

    @Test(arguments: badServices) func refusesEndpointsThatAreNotHttpsOrigins(
        service: String, flaw: DIDDocumentFlaw
    ) throws {
        let document = try Self.read(Self.document(services: [service]))
        #expect(document.pds == .failure(flaw))
        _ = try document.signingKey.get()
    }

    @Test func aPDSOnThisMachineNeedsTheDevelopmentMode() throws {
        let text = Self.document(services: [Self.service(endpoint: "\"http://localhost:2583\"")])
        #expect(try Self.read(text, reach: .publicInternetAndLoopback).pds.get().text == "http://localhost:2583")
    }

    static let badDocuments: [(String, DIDDocumentError)] = [
        ("", .malformed), ("[]", .malformed), ("null", .malformed), ("{", .malformed), ("<html></html>", .malformed),
        (document() + "x", .malformed), ("\u{FEFF}" + document(), .malformed),
        ("{\"id\":\"\(did)\",\"id\":\"\(did)\"}", .malformed),
        (
            "{\"id\":\"\(did)\",\"x\":\(String(repeating: "[", count: 16))\(String(repeating: "]", count: 16))}",
            .malformed
        ),
        ("{\"id\":\"\(did)\",\"verificationMethod\":{}}", .malformed),
        ("{\"id\":\"\(did)\",\"service\":null}", .malformed),
        ("{\"id\":\"\(did)\",\"service\":\"x\"}", .malformed),
        ("{}", .subjectMismatch), ("{\"id\":null}", .subjectMismatch), ("{\"id\":\"\(did) \"}", .subjectMismatch),
        ("{\"id\":\"did:plc:aaaaaaaaaaaaaaaaaaaaaaaa\"}", .subjectMismatch),
        (document(methods: Array(repeating: "{}", count: 65)), .tooManyEntries),
        (document(services: Array(repeating: "{}", count: 65)), .tooManyEntries),
    ]

    @Test(arguments: badDocuments) func refusesWhatIsNotTheDocument(text: String, error: DIDDocumentError) {
        #expect(throws: error) { try Self.read(text) }
    }

    @Test func theBoundsAreExact() throws {
        let filler = Array(repeating: "{}", count: 63)
        _ = try Self.read(Self.document(methods: filler + [Self.method()])).signingKey.get()
        _ = try Self.read(
            "{\"id\":\"\(Self.did)\",\"x\":\(String(repeating: "[", count: 15))\(String(repeating: "]", count: 15))}")
        let space = String(repeating: " ", count: 65_536 - Self.document().utf8.count)
        _ = try Self.read(Self.document() + space)
        #expect(throws: DIDDocumentError.malformed) { try Self.read(Self.document() + space + " ") }
    }

    @Test func aDocumentWithoutPartsHasNeither() throws {
        let document = try Self.read("{\"id\":\"\(Self.did)\"}")
        #expect(document.signingKey == .failure(.keyMissing))
        #expect(document.pds == .failure(.pdsMissing))
    }
}
