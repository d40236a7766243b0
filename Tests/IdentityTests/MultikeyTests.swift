// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import JOSE
import StrictJSON
import Testing

@testable import Identity

@Suite struct MultikeyTests {
    static let p256 = "zDnaembgSGUhZULN2Caob4HLJPaxBh92N7rtH21TErzqf8HQo"
    static let secp256k1 = "zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc"

    @Test(arguments: [(p256, EllipticCurve.p256), (secp256k1, .secp256k1)])
    func bothCurvesAreReadAndWritten(text: String, curve: EllipticCurve) throws {
        let key = try #require(Multikey(multibase: text))
        #expect(key.key.curve == curve)
        #expect(key.multibase == text)
        #expect(key.didKey == "did:key:\(text)")
        #expect(Multikey(didKey: key.didKey) == key)
    }

    @Test(arguments: [
        "", "z", p256.dropFirst().description, "f" + p256.dropFirst(), "Z" + p256.dropFirst(), p256 + "1",
        p256.dropLast().description, p256 + " ", "z0" + p256.dropFirst(2), "zI" + p256.dropFirst(2),
        "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",  // Ed25519
        "zxdM8dSstjrpZaRUwBmDvjGXweKuEMVN95A9oJBFjkWMh",  // the bare point of the older types
        "z" + String(repeating: "1", count: 200),
    ]) func refusesWhatIsNoKeyOfEitherCurve(text: String) {
        #expect(Multikey(multibase: text) == nil)
        #expect(Multikey(didKey: "did:key:\(text)") == nil)
    }

    @Test func aDidKeyNeedsItsPrefix() {
        #expect(Multikey(didKey: Self.p256) == nil)
        #expect(Multikey(didKey: "DID:KEY:\(Self.p256)") == nil)
        #expect(Multikey(didKey: "did:key:\(Self.p256)#\(Self.p256)") == nil)
    }

    @Test func theOlderTypesHoldABarePointInEitherForm() throws {
        let key = try #require(Multikey(multibase: Self.p256)).key
        let compressed = "z" + Base58.encode(key.compressed)
        let full = "z" + Base58.encode([0x04] + key.x + key.y)
        #expect(Multikey(legacyMultibase: compressed, curve: .p256)?.key == key)
        #expect(Multikey(legacyMultibase: full, curve: .p256)?.key == key)
        #expect(Multikey(legacyMultibase: full, curve: .secp256k1) == nil)
        #expect(Multikey(legacyMultibase: Self.p256, curve: .p256) == nil)
        let hybrid = "z" + Base58.encode([0x06 | (key.y[31] & 1)] + key.x + key.y)
        #expect(Multikey(legacyMultibase: hybrid, curve: .p256) == nil)
    }

    @Test func base58KeepsLeadingZeros() {
        #expect(Base58.encode([0, 0, 1]) == "112")
        #expect(Base58.decode("112".utf8) == [0, 0, 1])
        #expect(Base58.decode("".utf8) == [])
        #expect(Base58.decode("1".utf8) == [0])
        #expect(Base58.encode(Array("Hello World!".utf8)) == "2NEpo7TZRRrLZSi2U")
        #expect(Base58.decode("2NEpo7TZRRrLZSi2U".utf8) == Array("Hello World!".utf8))
        for character in "0OIl+/=_- \n" { #expect(Base58.decode(String(character).utf8) == nil) }
        #expect(Base58.decode(String(repeating: "1", count: 129).utf8) == nil)
    }
}

/// The interoperability files of AT Protocol.
@Suite(.enabled(if: ConformanceData.isAvailable)) struct InteropKeyTests {
    private static func cases(_ file: String) throws -> [JSONObject] {
        let root = try JSONParser(limits: .file).parse(try ConformanceData.bytes("interop/crypto/\(file)"))
        return try #require(root.array).compactMap(\.object)
    }

    @Test func everyDidKeyParses() throws {
        let p256 = try Self.cases("w3c_didkey_P256.json").map { $0["publicDidKey"]?.string ?? "" }
        let secp256k1 = try Self.cases("w3c_didkey_K256.json").map { $0["publicDidKey"]?.string ?? "" }
        #expect(p256.count == 1)
        #expect(secp256k1.count == 5)
        for text in p256 + secp256k1 { #expect(Multikey(didKey: text)?.didKey == text, "\(text)") }
        #expect(p256.allSatisfy { Multikey(didKey: $0)?.key.curve == .p256 })
        #expect(secp256k1.allSatisfy { Multikey(didKey: $0)?.key.curve == .secp256k1 })
    }

    /// The private keys of the file give the public ones, which proves more than that the point is on the curve.
    @Test func theSecp256k1KeysBelongToTheirSecrets() throws {
        for entry in try Self.cases("w3c_didkey_K256.json") {
            let secret = Self.hex(entry["privateKeyBytesHex"]?.string ?? "")
            let key = try #require(Secp256k1TestKey(secret: secret))
            #expect(Multikey(key.publicKey).didKey == entry["publicDidKey"]?.string)
        }
    }

    @Test func signaturesHaveTheListedVerdictsUnderTheLowSRule() throws {
        let cases = try Self.cases("signature-fixtures.json")
        #expect(cases.count == 6)
        for entry in cases {
            let key = try #require(Multikey(didKey: entry["publicKeyDid"]?.string ?? "")).key
            let curve: EllipticCurve = entry["algorithm"]?.string == "ES256" ? .p256 : .secp256k1
            let bare = try #require(Multikey(legacyMultibase: entry["publicKeyMultibase"]?.string ?? "", curve: curve))
            #expect(bare.key == key)
            let message = Self.base64(entry["messageBase64"]?.string ?? "")
            let signature = Self.base64(entry["signatureBase64"]?.string ?? "")
            let comment = entry["comment"]?.string ?? ""
            let isValid = entry["validSignature"]?.bool == true
            #expect(key.key.isValid(signature: signature, for: message, highS: .refused) == isValid, "\(comment)")
            let isHighS = entry["tags"]?.array?.first?.string == "high-s"
            #expect(key.key.isValid(signature: signature, for: message) == (isValid || isHighS), "\(comment)")
        }
        #expect(cases.count { $0["validSignature"]?.bool == true } == 2)
    }

    private static func base64(_ text: String) -> [UInt8] {
        let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
        return Array(Data(base64Encoded: padded) ?? Data())
    }

    private static func hex(_ text: String) -> [UInt8] {
        let digits = Array(text.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }
}
