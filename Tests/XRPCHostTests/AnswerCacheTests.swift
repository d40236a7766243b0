// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import XRPCHost

@Suite struct AnswerCacheTests {
    private let start = Date(timeIntervalSince1970: 1_750_000_000)

    @Test func anAnswerServesFromItsBeginningToItsEnd() {
        let cache = AnswerCache<String, Int>(capacity: 10)
        cache.keep(1, for: "a", from: start, until: start.addingTimeInterval(30))
        for (seconds, answer) in [(-0.001, nil), (0, 1), (29.999, 1), (30, nil)] {
            #expect(cache.answer(for: "a", now: start.addingTimeInterval(seconds)) == answer, "\(seconds)")
        }
        #expect(cache.answer(for: "b", now: start) == nil)
    }

    @Test func anAnswerThatIsOverIsNotKept() {
        let cache = AnswerCache<String, Int>(capacity: 10)
        cache.keep(1, for: "a", from: start, until: start.addingTimeInterval(30))
        cache.keep(2, for: "a", from: start, until: start)
        #expect(cache.answer(for: "a", now: start) == 1)
    }

    @Test func theOneThatWasNotUsedForLongestMakesRoom() {
        let cache = AnswerCache<Int, Int>(capacity: 8)
        for number in 0..<8 { cache.keep(number, for: number, from: start, until: .distantFuture) }
        #expect(cache.answer(for: 0, now: start) == 0)
        cache.keep(8, for: 8, from: start, until: .distantFuture)
        #expect((0...8).filter { cache.answer(for: $0, now: start) == nil } == [1])
    }
}
