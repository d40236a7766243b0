// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import Testing

@testable import WidgetTokenPlugin

@Suite struct WidgetTokenTests {
    private static let source: RandomSource = { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } }

    @Test func everyTokenMatchesThePatternAndReadsBack() throws {
        let pattern = try Regex("dpwt_1[0-9A-Za-z]{71}")
        for _ in 0..<2000 {
            let token = WidgetToken.random(from: Self.source)
            let text = token.reveal()
            #expect(text.wholeMatch(of: pattern) != nil)
            #expect(WidgetToken(text)?.id == token.id)
            #expect(WidgetToken(text)?.secret == token.secret)
        }
    }

    @Test func everySingleChangeAndEverySwapIsCaughtByTheChecksum() {
        let characters = Array(WidgetToken.random(from: Self.source).reveal())
        var changes = 0
        for position in characters.indices {
            for replacement in "0Az9" where replacement != characters[position] {
                var changed = characters
                changed[position] = replacement
                #expect(WidgetToken(String(changed)) == nil)
                changes += 1
            }
            if position > 0, characters[position] != characters[position - 1] {
                var swapped = characters
                swapped.swapAt(position, position - 1)
                #expect(WidgetToken(String(swapped)) == nil)
                changes += 1
            }
        }
        #expect(changes > 250)
    }

    @Test func refusesOtherForms() {
        let text = WidgetToken.random(from: Self.source).reveal()
        for other in [
            "", "dpwt_", text + "0", String(text.dropLast()), " " + text, text.lowercased(),
            "dpwt_t" + text.dropFirst(6),
        ] {
            #expect(WidgetToken(other) == nil)
        }
    }

    @Test func theChecksumIsTheStandardOne() {
        #expect(CRC32.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(Base62.sixCharacters(0) == Array("000000".utf8))
        #expect(Base62.sixCharacters(.max) == Array("4gfFC3".utf8))
    }

    @Test func charactersAreDrawnWithoutBias() {
        // Bytes from 248 are drawn again, so the first of the alphabet gets no extra share.
        let fixed: RandomSource = { count in
            Array([248, 255, 0, 61, 62, 247].prefix(count)) + [UInt8](repeating: 1, count: max(0, count - 6))
        }
        #expect(Base62.random(4, from: fixed) == Array("0z".utf8) + Array("0z".utf8))
    }

    @Test func aTokenNeverShowsItsSecret() {
        let token = WidgetToken.random(from: Self.source)
        let secret = String(decoding: token.secret, as: UTF8.self)
        var dumped = ""
        dump(token, to: &dumped)
        for text in ["\(token)", String(reflecting: token), dumped, String(describing: Optional(token))] {
            #expect(!text.contains(secret))
        }
        #expect("\(token)".contains(token.id.description))
    }

    @Test func anIdentifierReadsOnlyItsOwnForm() {
        let id = String(repeating: "a", count: 22)
        #expect(TokenID("wtok_" + id)?.description == "wtok_" + id)
        for text in ["", "wtok_", "wtok_" + id + "a", "wtok_" + id.dropLast() + "-", id, "WTOK_" + id] {
            #expect(TokenID(text) == nil)
        }
    }

    @Test func theRingRefusesUnsafeKeysAndHidesItself() throws {
        let good = PepperRing.Key(id: 1, secret: [UInt8](repeating: 65, count: 32))
        #expect(PepperRing([]) == nil)
        #expect(PepperRing([.init(id: 1, secret: [UInt8](repeating: 1, count: 31))]) == nil)
        #expect(PepperRing([.init(id: 0, secret: good.secret)]) == nil)
        #expect(PepperRing([good, good]) == nil)
        let ring = try #require(PepperRing([good]))
        var dumped = ""
        dump(ring, to: &dumped)
        #expect(!dumped.contains("65") && "\(ring)" == "PepperRing([1])")
        #expect(ring.fingerprint(of: 2) == nil)
    }
}

@Suite struct PolicyTests {
    @Test(
        arguments: [
            (nil, 7_776_000, 1800), (-1, 60, 60), (0, 60, 60), (59, 60, 60), (60, 60, 60), (61, 61, 61),
            (1800, 1800, 1800),
            (3600, 3600, 3600), (3601, 3601, 3600), (31_536_000, 31_536_000, 3600), (31_536_001, 31_536_000, 3600),
            (.max, 31_536_000, 3600), (.min, 60, 60),
        ] as [(Int?, Int, Int)])
    func lifetimesAreClamped(wish: Int?, native: Int, browser: Int) {
        let policy = TestHost.defaultPolicy
        #expect(policy.lifetimes(.native).clamped(wish) == native)
        #expect(policy.lifetimes(.browser).clamped(wish) == browser)
    }

    @Test(arguments: [
        "https://app.example.com", "https://a", "https://app.example.com:8443", "https://xn--ls8h.test",
        "https://127.0.0.1",
    ]) func plainOriginsAreAccepted(text: String) { #expect(WebOrigin(text)?.text == text) }

    @Test(arguments: [
        "", "null", "*", "http://app.example.com", "https://", "https://App.example.com", "https://app.example.com/",
        "https://app.example.com/x", "https://app.example.com?x", "https://app.example.com#x",
        "https://u@app.example.com",
        "https://app.example.com:443", "https://app.example.com:0", "https://app.example.com:65536",
        "https://app.example.com:08",
        "https://app.example.com:", "https://app.example.com.", "https://.example.com", "https://a..b",
        "https://-a.test",
        "https://äpp.test", "https://*.example.com", "https://app.example.com ", "https://a_b.test", "HTTPS://a.test",
        "https://a.test:1:2", "https://[::1]",
    ]) func otherOriginsAreRefused(text: String) { #expect(WebOrigin(text) == nil) }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"),
        ("2001:db8::1", "2001:db8:0:0"),
        ("::1", "0:0:0:0"),
    ]) func failuresAreCountedBySource(address: String, source: String) {
        #expect(FailureThrottle.source(address) == source)
    }

    @Test func theThirtyFirstFailureInAMinuteIsThrottled() {
        let throttle = FailureThrottle()
        let now = Date(timeIntervalSince1970: 1_750_000_020)
        for _ in 0..<30 { #expect(throttle.secondsToWait(afterFailureFrom: "192.0.2.1", now: now) == nil) }
        #expect(
            throttle.secondsToWait(afterFailureFrom: "192.0.2.1", now: now) == 60 - Int(now.timeIntervalSince1970) % 60)
        #expect(throttle.secondsToWait(afterFailureFrom: "192.0.2.2", now: now) == nil)
        #expect(throttle.secondsToWait(afterFailureFrom: "192.0.2.1", now: now.addingTimeInterval(60)) == nil)
    }
}
