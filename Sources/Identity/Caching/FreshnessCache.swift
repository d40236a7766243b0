// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A failure to look something up.
protocol LookupFailure: Error, Sendable, Equatable {
    /// What it tells.
    var kind: LookupFailureKind { get }
}

/// A value with its age at the moment of the decision.
struct AgedValue<Value: Sendable>: Sendable {
    let value: Value
    /// Seconds since the fetch began that brought the value; 0 where this look-up did.
    let age: TimeInterval
    let source: LookupSource
}

/// Copies of what was looked up, with the rules about their age.
///
/// Questions and results go in, steps come out; ``CachedLookup`` performs them.
struct FreshnessCache<Key: Hashable & Sendable, Value: Sendable, Failure: LookupFailure>: Sendable {
    /// How long an answer that there is nothing is believed, in seconds.
    static var absenceSeconds: TimeInterval { 60 }
    /// How long a server that did not answer is left alone for the same question, in seconds.
    static var outagePauseSeconds: TimeInterval { 5 }

    /// What to do about a question.
    enum Step: Sendable {
        /// Use the copy.
        case answer(AgedValue<Value>)
        /// Use the copy, and fetch another one meanwhile.
        case answerAndRefresh(AgedValue<Value>)
        /// Say no without asking.
        case refuse(Failure)
        /// Ask, then ``FreshnessCache/settled(_:for:use:now:)``.
        case fetch
    }

    private struct Copy: Sendable {
        let value: Value
        let fetchedAt: Date
    }

    private struct Note: Sendable {
        let failure: Failure
        let at: Date
    }

    private var copies: BoundedTable<Key, Copy>
    /// Apart from the copies, so that names that nobody has cannot push them out.
    private var notes: BoundedTable<Key, Note>

    init(capacity: Int) {
        copies = BoundedTable(capacity: capacity)
        notes = BoundedTable(capacity: capacity)
    }

    /// Copies held and failures remembered.
    var counts: (copies: Int, failures: Int) { (copies.count, notes.count) }

    /// Someone asks for `key`.
    ///
    /// A copy or a note from the future, as after the clock was set back, is not used without a question.
    mutating func step(for key: Key, use: LookupUse, now: Date) -> Step {
        let copy = copies.value(for: key)
        if let copy, let aged = aged(copy, now), aged.age < use.freshSeconds { return .answer(aged) }
        if let failure = recentFailure(key, now) {
            return standIn(copy, for: failure, use, now).map(Step.answer) ?? .refuse(failure)
        }
        if let copy, let aged = aged(copy, now), aged.age <= use.backgroundSeconds { return .answerAndRefresh(aged) }
        return .fetch
    }

    /// That the server did not answer so short a time ago that it is left alone.
    mutating func outage(for key: Key, now: Date) -> Failure? {
        recentFailure(key, now).flatMap { $0.kind == .outage ? $0 : nil }
    }

    /// Whether there is a copy, of any age.
    mutating func holds(_ key: Key) -> Bool { copies.value(for: key) != nil }

    /// A fetch that began at `start` is over; one that never came to ask changes nothing.
    mutating func finish(_ key: Key, _ result: Result<Value, Failure>, startedAt start: Date) {
        switch result {
        case .success(let value):
            copies.insert(Copy(value: value, fetchedAt: start), for: key)
            notes.remove(key)
        case .failure(let failure):
            guard failure.kind != .notAsked else { return }
            if failure.kind == .answer { copies.remove(key) }
            notes.insert(Note(failure: failure, at: start), for: key)
        }
    }

    /// What the one who waited for a fetch is told: its result, or an older copy where the use allows that.
    mutating func settled(
        _ result: Result<Value, Failure>, for key: Key, use: LookupUse, now: Date
    ) -> Result<AgedValue<Value>, Failure> {
        switch result {
        case .success(let value): return .success(AgedValue(value: value, age: 0, source: .fetched))
        case .failure(let failure):
            guard let copy = standIn(copies.value(for: key), for: failure, use, now) else { return .failure(failure) }
            return .success(copy)
        }
    }

    private func aged(_ copy: Copy, _ now: Date) -> AgedValue<Value>? {
        let age = now.timeIntervalSince(copy.fetchedAt)
        return age >= 0 ? AgedValue(value: copy.value, age: age, source: .cached) : nil
    }

    private mutating func recentFailure(_ key: Key, _ now: Date) -> Failure? {
        guard let note = notes.value(for: key) else { return nil }
        let age = now.timeIntervalSince(note.at)
        let limit = note.failure.kind == .outage ? Self.outagePauseSeconds : Self.absenceSeconds
        return (0..<limit).contains(age) ? note.failure : nil
    }

    private func standIn(
        _ copy: Copy?, for failure: Failure, _ use: LookupUse, _ now: Date
    ) -> AgedValue<Value>? {
        guard use.acceptsCopy(after: failure.kind), let copy, let aged = aged(copy, now),
            aged.age <= use.outageSeconds
        else { return nil }
        return AgedValue(value: aged.value, age: aged.age, source: .cachedDuringOutage)
    }
}
