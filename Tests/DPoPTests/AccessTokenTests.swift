// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HostTestSupport
import JOSE
import Testing

@Suite struct AccessTokenTests {
    private let party: TestParty
    private let now = TestClock().now
    private let policy = AccessTokenPolicy(issuer: TestParty.issuer, audiences: [TestParty.audience])

    init() throws { party = try TestParty() }

    private func reason(_ text: String) -> RefusalReason? {
        do {
            let token = try UnverifiedAccessToken(text, policy: policy, now: now)
            _ = try token.verified(by: party.issuerKey.publicKey)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func aGoodTokenGivesItsClaims() throws {
        let token = try UnverifiedAccessToken(party.accessToken(now: now).signed, policy: policy, now: now)
        #expect(token.keyID == TestParty.keyID)
        #expect(token.algorithm == .es256)
        let verified = try token.verified(by: party.issuerKey.publicKey)
        #expect(verified.subject == TestParty.did)
        #expect(verified.clientID == "https://app.test/client.json")
        #expect(verified.audience == TestParty.audience)
        #expect(verified.thumbprint == party.appKey.publicKey.thumbprint)
        #expect(verified.expiresAt == now.addingTimeInterval(900))
        #expect(verified.scopes.isSession)
        #expect(verified.id?.isEmpty == false)
    }

    @Test func aTokenWithASharedSecretNeedsThatSecret() throws {
        let own = try #require(HMACKey([UInt8](repeating: 1, count: 32)))
        let recipe = party.accessToken(now: now).header("alg", "\"HS256\"")
        let text =
            "\(Base64URL.encode(Array(recipe.headerJSON.utf8))).\(Base64URL.encode(Array(recipe.claimsJSON.utf8)))"
        let token = try UnverifiedSharedSecretToken(
            "\(text).\(Base64URL.encode(own.tag(for: Array(text.utf8))))", policy: policy, now: now)
        #expect(try token.verified(by: own).subject == TestParty.did)
        let other = try #require(HMACKey([UInt8](repeating: 2, count: 32)))
        let refusal = #expect(throws: Refusal.self) { try token.verified(by: other) }
        #expect(refusal?.reason == .tokenSignature)
    }

    static let claimCases: [(name: String, json: String?, reason: RefusalReason?)] = [
        ("iss", nil, .tokenIssuer), ("iss", "\"https://as.test/\"", .tokenIssuer), ("iss", "1", .tokenIssuer),
        ("iss", "\"https://evil.test\"", .tokenIssuer), ("aud", nil, .tokenAudience),
        ("aud", "\"did:web:other\"", .tokenAudience), ("aud", "[]", .tokenAudience), ("aud", "[1]", .tokenAudience),
        ("aud", "[\"x\",\"did:web:host.test#appview\"]", nil), ("exp", nil, .tokenTimes), ("exp", "\"1\"", .tokenTimes),
        ("exp", "1749999971", nil), ("exp", "1749999970", .tokenExpired), ("exp", "1", .tokenExpired),
        ("iat", nil, .tokenTimes), ("iat", "1750000060", nil), ("iat", "1750000061", .tokenFromFuture),
        ("nbf", "1750000060", nil), ("nbf", "1750000061", .tokenFromFuture), ("nbf", "\"x\"", .tokenTimes),
        ("sub", nil, .tokenSubject), ("sub", "\"alice.test\"", .tokenSubject), ("sub", "\"did:plc:\"", .tokenSubject),
        ("sub", "\"did:PLC:abc\"", .tokenSubject), ("sub", "\"did:plc:a b\"", .tokenSubject),
        ("sub", "\"did:web:alice.test\"", nil), ("jti", nil, .tokenClaims), ("jti", "\"\"", .tokenClaims),
        ("client_id", nil, .tokenClaims), ("client_id", "{}", .tokenClaims), ("cnf", nil, .tokenUnbound),
        ("cnf", "{}", .tokenBindingMalformed), ("cnf", "\"x\"", .tokenBindingMalformed),
        ("cnf", #"{"jkt":"short"}"#, .tokenBindingMalformed), ("cnf", #"{"x5t#S256":"a"}"#, .tokenBindingMalformed),
        ("scope", nil, nil), ("extra", "[{}]", nil),
    ]

    @Test(arguments: claimCases) func checksEachClaim(name: String, json: String?, expected: RefusalReason?) {
        #expect(reason(party.accessToken(now: now).claim(name, json).signed) == expected, "\(name) \(json ?? "absent")")
    }

    @Test(
        arguments: [
            ("typ", "\"JWT\"", .tokenType), ("typ", nil, .tokenType), ("typ", "\"dpop+jwt\"", .tokenType),
            ("typ", "\"refresh+jwt\"", .tokenType), ("typ", "1", .tokenType), ("alg", "\"none\"", .tokenAlgorithm),
            ("alg", "\"HS256\"", .tokenAlgorithm), ("alg", nil, .tokenAlgorithm),
            ("alg", "\"ES256K\"", .tokenSignature),
            ("crit", "[]", .tokenMalformed),
        ] as [(String, String?, RefusalReason)])
    func checksEachHeaderMember(name: String, json: String?, expected: RefusalReason) {
        #expect(reason(party.accessToken(now: now).header(name, json).signed) == expected)
    }

    @Test func theSizeBoundIsExact() {
        func padded(_ length: Int, _ headerLength: Int = 0) -> String {
            let token = party.accessToken(now: now).header("pad", "\"\(String(repeating: "a", count: headerLength))\"")
            return token.claim("pad", "\"\(String(repeating: "a", count: length))\"").signed
        }
        let start = (8192 - padded(0).utf8.count) * 3 / 4 - 3
        let texts = (start..<(start + 6)).flatMap { length in (0..<3).map { padded(length, $0) } }
        #expect(Set(texts.map(\.utf8.count)).isSuperset(of: [8192, 8193]))
        for text in texts { #expect(reason(text) == (text.utf8.count <= 8192 ? nil : .tokenMalformed)) }
    }

    @Test func refusesOtherFormsAndOtherKeys() throws {
        #expect(reason("opaque") == .tokenMalformed)
        #expect(reason(String(repeating: "a", count: 8193)) == .tokenMalformed)
        var forged = party.accessToken(now: now)
        forged.key = try #require(P256PrivateKey())
        #expect(reason(forged.signed) == .tokenSignature)
        #expect(Self.claimCases.count == 37)
    }
}

@Suite struct OAuthScopesTests {
    private static let service = "did:web:host.test#appview"

    @Test(arguments: [
        ("rpc:com.example.read?aud=did:web:host.test%23appview", true),
        ("rpc:com.example.read?aud=did:web:host.test#appview", true), ("rpc:com.example.read?aud=*", true),
        ("rpc:*?aud=did:web:host.test%23appview", true),
        ("rpc?lxm=com.example.other&lxm=com.example.read&aud=*", true), ("rpc:*?aud=*", false),
        ("rpc?lxm=*&aud=*", false), ("rpc:com.example.read", false),
        ("rpc:com.example.read?aud=did:web:host.test", false),
        ("rpc:com.example.read?aud=did:web:other%23appview", false), ("rpc:com.example.other?aud=*", false),
        ("rpc:com.example.read?aud=*&x=1", false), ("rpc:com.example.read?lxm=a&aud=*", false),
        ("rpc:com.example.read?aud=*&aud=*", false), ("repo:com.example.read", false), ("transition:generic", false),
        ("rpc:com.example.read?aud=%zz", false), ("rpc:com.example.read?aud", false), ("rpc", false),
        ("include:com.example.set?aud=*", false), ("rpc:%zz?aud=*", false), ("rpc?aud=*", false),
        ("rpcx:com.example.read?aud=*", false), ("rpc?lxm=%+1&lxm=com.example.read&aud=*", false),
        ("rpc?lxm=%1&lxm=com.example.read&aud=*", false), ("rpc?lxm=com.example.read&aud=%2", false),
    ])
    func decidesByTheRulesOfThePermissionSpec(scope: String, isPermitted: Bool) {
        let scopes = OAuthScopes("atproto \(scope)")
        #expect(scopes.permitsCall(of: "com.example.read", on: Self.service) == isPermitted)
    }

    @Test(arguments: [
        ("ref:bafyrei1", true), ("ref:", true), ("ref:\(String(repeating: "a", count: 252))", true),
        ("ref:\(String(repeating: "a", count: 253))", false), ("ref:a-b", false), ("ref:a b", false),
        ("atproto ref:a", false), ("reference", false), ("atproto", false), ("", false),
    ])
    func aReferenceStandsAloneAndIsShort(text: String, isReference: Bool) {
        #expect(OAuthScopes(text).reference == (isReference ? text : nil))
    }

    @Test func aSessionNeedsTheBasicScope() {
        #expect(OAuthScopes("atproto").isSession)
        #expect(!OAuthScopes("Atproto atprotox").isSession)
        #expect(OAuthScopes("").values.isEmpty)
    }
}
