// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import JOSE
import Testing

@Suite struct NonceIssuerTests {
    private static let first = NonceIssuer.Key(id: 1, secret: [UInt8](repeating: 1, count: 32))
    private static let second = NonceIssuer.Key(id: 2, secret: [UInt8](repeating: 2, count: 32))
    private let start = Date(timeIntervalSince1970: 1_750_000_020)

    private func issuer(_ keys: [NonceIssuer.Key] = [first], audience: String = "a") throws -> NonceIssuer {
        try #require(NonceIssuer(keys: keys, audience: audience))
    }

    @Test func aNonceHasThirtyCharactersAndStaysForAMinute() throws {
        let issuer = try issuer()
        let nonce = issuer.current(now: start)
        #expect(nonce.utf8.count == 30)
        #expect(Base64URL.decode(nonce.utf8)?.count == 22)
        let bucketStart = Date(timeIntervalSince1970: (start.timeIntervalSince1970 / 60).rounded(.down) * 60)
        #expect(issuer.current(now: bucketStart) == nonce)
        #expect(issuer.current(now: bucketStart.addingTimeInterval(59)) == nonce)
        #expect(issuer.current(now: bucketStart.addingTimeInterval(60)) != nonce)
    }

    @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, true), (3, true), (4, false)])
    func acceptsThePastThreeBucketsAndTheNext(age: Int, isAccepted: Bool) throws {
        let issuer = try issuer()
        let nonce = issuer.current(now: start.addingTimeInterval(TimeInterval(-60 * age)))
        #expect(issuer.accepts(nonce, now: start) == isAccepted)
    }

    @Test func noncesOfAnotherAudienceOrKeyAreUnknown() throws {
        let nonce = try issuer().current(now: start)
        #expect(try !issuer(audience: "b").accepts(nonce, now: start))
        #expect(try !issuer([Self.second]).accepts(nonce, now: start))
    }

    @Test func bothKeysVerifyDuringARotationAndTheFirstSigns() throws {
        let old = try issuer([Self.first])
        let new = try issuer([Self.second, Self.first])
        #expect(new.accepts(old.current(now: start), now: start))
        #expect(new.current(now: start) != old.current(now: start))
        #expect(try issuer([Self.first, Self.second]).accepts(new.current(now: start), now: start))
    }

    @Test func refusesEveryChangedCharacter() throws {
        let issuer = try issuer()
        let nonce = issuer.current(now: start)
        for position in nonce.indices {
            var changed = nonce
            changed.replaceSubrange(position...position, with: nonce[position] == "A" ? "B" : "A")
            #expect(!issuer.accepts(changed, now: start))
        }
        for text in ["", "A", nonce + "A", String(nonce.dropLast())] { #expect(!issuer.accepts(text, now: start)) }
    }

    @Test func refusesUnsafeKeys() {
        let short = NonceIssuer.Key(id: 1, secret: [UInt8](repeating: 1, count: 31))
        #expect(NonceIssuer(keys: [], audience: "a") == nil)
        #expect(NonceIssuer(keys: [short], audience: "a") == nil)
        #expect(NonceIssuer(keys: [Self.first, Self.first], audience: "a") == nil)
        let five = (0..<5).map { NonceIssuer.Key(id: $0, secret: [UInt8](repeating: $0, count: 32)) }
        #expect(NonceIssuer(keys: five, audience: "a") == nil)
        #expect(NonceIssuer(keys: Array(five.prefix(4)), audience: "a") != nil)
    }

    @Test func aClockOutsideTheRangeAcceptsNothing() throws {
        let issuer = try issuer()
        #expect(issuer.current(now: Date(timeIntervalSince1970: -1)) == "")
        #expect(!issuer.accepts(issuer.current(now: start), now: Date(timeIntervalSince1970: -1)))
    }
}
