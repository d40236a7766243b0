// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Identity

/// The rules about age, driven by hand.
@Suite struct FreshnessCacheTests {
    private typealias Cache = FreshnessCache<String, Int, ResolutionFailure>
    private static let start = Account.start
    private static let outage = ResolutionFailure.unavailable(.timedOut)

    /// A step in a word, for tables.
    private static func word(_ step: Cache.Step) -> String {
        switch step {
        case .answer(let aged): aged.source == .cachedDuringOutage ? "stand-in" : "answer"
        case .answerAndRefresh: "answer-and-refresh"
        case .refuse(let failure): "refuse-\(failure)"
        case .fetch: "fetch"
        }
    }

    private static func filled() -> Cache {
        var cache = Cache(capacity: 100)
        cache.finish("a", .success(1), startedAt: start)
        return cache
    }

    @Test(arguments: [
        (LookupUse.credential, 0.0, "answer"), (.credential, 299.9, "answer"), (.credential, 300, "fetch"),
        (.credential, 86_400, "fetch"), (.credential, -1, "fetch"), (.reading, 0, "answer"),
        (.reading, 3599.9, "answer"), (.reading, 3600, "answer-and-refresh"), (.reading, 86_400, "answer-and-refresh"),
        (.reading, 86_401, "fetch"), (.reading, -1, "fetch"),
    ]) func aCopyIsUsedByItsAge(use: LookupUse, age: TimeInterval, expected: String) {
        var cache = Self.filled()
        #expect(Self.word(cache.step(for: "a", use: use, now: Self.start + age)) == expected)
        #expect(Self.word(cache.step(for: "b", use: use, now: Self.start + age)) == "fetch")
    }

    @Test(arguments: [
        (LookupUse.credential, 3600.0, true), (.credential, 3601, false), (.reading, 86_400, true),
        (.reading, 86_401, false),
    ]) func anOlderCopyStandsInDuringAnOutage(use: LookupUse, age: TimeInterval, stands: Bool) {
        var cache = Self.filled()
        let now = Self.start + age
        cache.finish("a", .failure(Self.outage), startedAt: now)
        let settled = cache.settled(.failure(Self.outage), for: "a", use: use, now: now)
        #expect((try? settled.get())?.value == (stands ? 1 : nil))
        #expect((try? settled.get())?.source == (stands ? .cachedDuringOutage : nil))
        #expect((try? settled.get())?.age == (stands ? age : nil))
        let step = Self.word(cache.step(for: "a", use: use, now: now + 0.5))
        let gone = "refuse-unavailable-timed-out"
        #expect(step == (stands && age + 0.5 <= use.outageSeconds ? "stand-in" : gone))
    }

    @Test func aServerThatDoesNotAnswerIsLeftAloneForFiveSeconds() {
        var cache = Self.filled()
        let now = Self.start + 400
        cache.finish("a", .failure(Self.outage), startedAt: now)
        cache.finish("b", .failure(Self.outage), startedAt: now)
        #expect(Self.word(cache.step(for: "a", use: .credential, now: now + 4.9)) == "stand-in")
        #expect(Self.word(cache.step(for: "b", use: .credential, now: now + 4.9)) == "refuse-unavailable-timed-out")
        for key in ["a", "b"] {
            #expect(Self.word(cache.step(for: key, use: .credential, now: now + 5)) == "fetch")
        }
    }

    @Test(arguments: [ResolutionFailure.notFound, .invalid(.malformed), .refused(.redirected)])
    func anAnswerVoidsTheCopyAndIsBelievedForAMinute(failure: ResolutionFailure) {
        var cache = Self.filled()
        let now = Self.start + 10
        cache.finish("a", .failure(failure), startedAt: now)
        for use in LookupUse.allCases {
            #expect(Self.word(cache.step(for: "a", use: use, now: now + 59.9)) == "refuse-\(failure)")
            #expect(Self.word(cache.step(for: "a", use: use, now: now + 60)) == "fetch")
        }
        cache.finish("a", .success(2), startedAt: now + 30)
        #expect(Self.word(cache.step(for: "a", use: .credential, now: now + 31)) == "answer")
    }

    /// Otherwise whoever fills the queue could keep a replaced key alive.
    @Test func whereNobodyWasAskedNoCopyStandsInForACredential() throws {
        for failure in [FetchFailure.overloaded, .nameTimedOut] {
            var cache = Self.filled()
            let failed = Result<Int, ResolutionFailure>.failure(.unavailable(failure))
            let now = Self.start + 301
            cache.finish("a", failed, startedAt: now)
            #expect(throws: ResolutionFailure.unavailable(failure)) {
                try cache.settled(failed, for: "a", use: .credential, now: now).get()
            }
            #expect(try cache.settled(failed, for: "a", use: .reading, now: now).get().value == 1)
            #expect(Self.word(cache.step(for: "a", use: .credential, now: now)) == "fetch", "the next one asks at once")
            let isHeld = cache.holds("a")
            #expect(isHeld)
            #expect(cache.counts.failures == 0)
        }
        var cache = Self.filled()
        let now = Self.start + 301
        #expect(try cache.settled(.failure(Self.outage), for: "a", use: .credential, now: now).get().value == 1)
    }

    @Test func namesThatNobodyHasPushNoCopyOut() {
        var cache = Cache(capacity: 10)
        for key in 0..<10 { cache.finish("\(key)", .success(key), startedAt: Self.start) }
        for key in 0..<1000 { cache.finish("x\(key)", .failure(.notFound), startedAt: Self.start) }
        #expect(cache.counts.copies == 10)
        #expect(cache.counts.failures <= 10)
    }

    @Test func aClockThatWasSetBackCausesAQuestion() {
        var cache = Self.filled()
        cache.finish("b", .failure(.notFound), startedAt: Self.start)
        #expect(Self.word(cache.step(for: "a", use: .reading, now: Self.start - 100)) == "fetch")
        #expect(Self.word(cache.step(for: "b", use: .reading, now: Self.start - 100)) == "fetch")
    }
}

@Suite struct BoundedTableTests {
    @Test func theTableNeverGrowsBeyondItsCapacity() {
        for capacity in [1, 2, 7, 8, 9, 100] {
            var table = BoundedTable<Int, Int>(capacity: capacity)
            for key in 0..<1000 {
                table.insert(key, for: key)
                #expect(table.count <= capacity)
                #expect(table.value(for: key) == key)
            }
        }
    }

    @Test func whatWasUsedLastStays() {
        var table = BoundedTable<Int, Int>(capacity: 16)
        for key in 0..<16 { table.insert(key, for: key) }
        _ = table.value(for: 0)
        table.insert(100, for: 100)
        #expect(table.value(for: 0) == 0)
        #expect(table.value(for: 1) == nil)
        #expect(table.value(for: 2) == nil)
        #expect(table.value(for: 3) == 3)
        #expect(table.value(for: 100) == 100)
    }

    @Test func replacingDropsNothing() {
        var table = BoundedTable<Int, Int>(capacity: 4)
        for key in 0..<4 { table.insert(key, for: key) }
        for round in 0..<10 { table.insert(round, for: 2) }
        #expect(table.count == 4)
        table.remove(2)
        #expect(table.value(for: 2) == nil)
    }
}

@Suite struct RefreshBudgetTests {
    private static let start = Account.start

    @Test func oneDIDMayOnceAMinute() {
        var budget = RefreshBudget()
        #expect(budget.take("a", now: Self.start) == true)
        #expect(budget.take("a", now: Self.start) == false)
        #expect(budget.take("a", now: Self.start + 59.9) == false)
        #expect(budget.take("a", now: Self.start + 60) == true)
        #expect(budget.take("a", now: Self.start + 61) == false)
    }

    @Test func allTogetherMayTwentyTimesInAnySecond() {
        var budget = RefreshBudget()
        var taken: [Double] = []
        for step in 0..<400 {
            let offset = Double(step) / 100
            if budget.take("did\(step)", now: Self.start + offset) { taken.append(offset) }
        }
        #expect(taken.count == 80)
        for end in taken { #expect(taken.count { $0 > end - 0.99 && $0 <= end } <= 20) }
    }

    @Test func aRefusalCostsNothing() {
        var budget = RefreshBudget()
        for number in 0..<20 { #expect(budget.take("\(number)", now: Self.start) == true) }
        #expect(budget.take("x", now: Self.start + 0.5) == false)
        #expect(budget.take("x", now: Self.start + 1) == true)
    }

    @Test func itForgetsWhatIsOver() {
        var budget = RefreshBudget()
        for number in 0..<20_000 { _ = budget.take("\(number)", now: Self.start + Double(number) / 20) }
        #expect(budget.count <= 2420)
    }
}
