// SPDX-License-Identifier: Apache-2.0

import Foundation
import Identity
import Synchronization

/// Answers of other servers, each for a time of its own; the one that was not used for longest goes first.
final class AnswerCache<Key: Hashable & Sendable, Answer: Sendable>: Sendable {
    private struct Kept: Sendable {
        let answer: Answer
        let from: Date
        let until: Date
    }

    private let kept: Mutex<BoundedTable<Key, Kept>>

    /// Makes an empty cache for `capacity` answers.
    init(capacity: Int) {
        kept = Mutex(BoundedTable(capacity: capacity))
    }

    /// The answer that serves now; one from the future, as after the clock was set back, does not.
    func answer(for key: Key, now: Date) -> Answer? {
        guard let kept = kept.withLock({ $0.value(for: key) }), (kept.from..<kept.until).contains(now) else {
            return nil
        }
        return kept.answer
    }

    /// Keeps an answer that serves from now up to `until`.
    func keep(_ answer: Answer, for key: Key, from now: Date, until: Date) {
        guard now < until else { return }
        kept.withLock { $0.insert(Kept(answer: answer, from: now, until: until), for: key) }
    }
}
