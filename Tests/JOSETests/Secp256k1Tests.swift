// SPDX-License-Identifier: Apache-2.0

import JOSE
import Testing

/// A signature over `widget`, made with Python's cryptography.
@Suite struct Secp256k1Tests {
    private static let x = WycheproofTests.hex("9377c312145a5afb911bf9e8c067bcf6094c533603687850df502b61290bbf5e")
    private static let y = WycheproofTests.hex("742ba607d6ae1fc82dcccb176e7c8f9bdc7bb61e3ab527cecaf6144b679779fb")
    private static let r = "7d5704695b7e83da9833f6969a06a4b44793e0622a7f62d1626d9b08fbc0ae2c"
    private static let low = "3f8d8fc4ea1d0b53515ee99b6379eda270b19f0ed2d0cd53fb89163f3edf9f9f"
    private static let high = "c072703b15e2f4acaea116649c86125c49fd3dd7dc77d2e7c449484d9156a1a2"
    private static let order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"

    @Test(arguments: [low, high]) func acceptsBothFormsOfS(s: String) throws {
        let key = try #require(PublicKey(curve: .secp256k1, x: Self.x, y: Self.y))
        #expect(key.isValid(signature: WycheproofTests.hex(Self.r + s), for: Array("widget".utf8)))
        #expect(!key.isValid(signature: WycheproofTests.hex(Self.r + s), for: Array("Widget".utf8)))
        #expect(key.curve == .secp256k1)
    }

    @Test(arguments: [String(repeating: "0", count: 64), order, String(repeating: "f", count: 64)])
    func refusesPartsOutOfRange(s: String) throws {
        let key = try #require(PublicKey(curve: .secp256k1, x: Self.x, y: Self.y))
        #expect(!key.isValid(signature: WycheproofTests.hex(Self.r + s), for: Array("widget".utf8)))
        #expect(!key.isValid(signature: WycheproofTests.hex(s + Self.low), for: Array("widget".utf8)))
        #expect(!key.isValid(signature: WycheproofTests.hex(Self.r), for: Array("widget".utf8)))
    }

    @Test func refusesPointsOffTheCurve() {
        #expect(PublicKey(curve: .secp256k1, x: Self.x, y: Self.x) == nil)
        #expect(PublicKey(curve: .secp256k1, x: [], y: []) == nil)
        #expect(PublicKey(curve: .p256, x: Self.x, y: Self.y) == nil)
        #expect(PublicKey(curve: .p256, x: [], y: []) == nil)
    }

    @Test func theThumbprintNamesTheCurve() throws {
        let key = try #require(PublicJWK(curve: .secp256k1, x: Self.x, y: Self.y))
        #expect(key.canonicalForm.hasPrefix(#"{"crv":"secp256k1","kty":"EC","x":""#))
    }
}
