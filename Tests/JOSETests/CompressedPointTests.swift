// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import JOSE

/// Points of 33 bytes, which did:key and DID documents hold.
@Suite struct CompressedPointTests {
    private static let secp256k1 = (
        x: WycheproofTests.hex("9377c312145a5afb911bf9e8c067bcf6094c533603687850df502b61290bbf5e"),
        y: WycheproofTests.hex("742ba607d6ae1fc82dcccb176e7c8f9bdc7bb61e3ab527cecaf6144b679779fb")
    )

    @Test func aPointOfEitherCurveComesBackWhole() throws {
        for _ in 0..<16 {
            let key = try #require(P256PrivateKey()).publicKey
            #expect(key.compressed.count == 33)
            #expect(PublicJWK(curve: .p256, compressed: key.compressed) == key)
        }
        let key = try #require(PublicJWK(curve: .secp256k1, x: Self.secp256k1.x, y: Self.secp256k1.y))
        #expect(key.compressed == [0x03] + Self.secp256k1.x)
        #expect(PublicJWK(curve: .secp256k1, compressed: key.compressed) == key)
    }

    @Test func theOtherParityIsAnotherKey() throws {
        for curve in EllipticCurve.allCases {
            let x = curve == .p256 ? try #require(P256PrivateKey()).publicKey.x : Self.secp256k1.x
            let even = try #require(PublicJWK(curve: curve, compressed: [0x02] + x))
            let odd = try #require(PublicJWK(curve: curve, compressed: [0x03] + x))
            #expect(even != odd)
            #expect(even.y[31] & 1 == 0)
            #expect(odd.y[31] & 1 == 1)
            #expect(even.x == odd.x)
        }
    }

    @Test func aKeyThatWasReadCompressedVerifies() throws {
        let key = try #require(P256PrivateKey())
        let message = Array("a message".utf8)
        let signature = try #require(key.signature(for: message))
        let read = try #require(PublicJWK(curve: .p256, compressed: key.publicKey.compressed))
        #expect(read.key.isValid(signature: signature, for: message))
        #expect(key.publicKey.key.isValid(signature: signature, for: message))
    }

    @Test(arguments: EllipticCurve.allCases) func refusesOtherEncodings(curve: EllipticCurve) throws {
        let key = try #require(P256PrivateKey()).publicKey
        let (x, y) = curve == .p256 ? (key.x, key.y) : Self.secp256k1
        let parity = y[31] & 1
        let bad: [[UInt8]] = [
            [], [0x00], [UInt8](repeating: 0, count: 33), [0x04] + x, [0x01] + x, [0x05] + x, [0x06 | parity] + x + y,
            [0x04] + x + y, x, [0x02] + x.dropLast(), [0x02] + x + [0], [0x02] + [UInt8](repeating: 0xFF, count: 32),
        ]
        for point in bad { #expect(PublicJWK(curve: curve, compressed: point) == nil, "\(point)") }
        #expect(bad.count == 12)
    }

    @Test func anXWithoutAPointIsRefused() {
        // x = 5 is on neither side of secp256k1, x = 1 on neither side of P-256.
        #expect(PublicJWK(curve: .secp256k1, compressed: [0x02] + Self.number(5)) == nil)
        #expect(PublicJWK(curve: .p256, compressed: [0x02] + Self.number(1)) == nil)
    }

    private static func number(_ value: UInt8) -> [UInt8] { [UInt8](repeating: 0, count: 31) + [value] }

    @Test func halfOfTheOrderIsTheGreatestLowS() throws {
        let half = [
            EllipticCurve.p256: "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8",
            .secp256k1: "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0",
        ]
        for (curve, text) in half {
            let s = WycheproofTests.hex(text)
            var above = s
            above[31] += 1
            #expect(curve.isLowS(s[...]))
            #expect(!curve.isLowS(above[...]))
        }
    }
}
