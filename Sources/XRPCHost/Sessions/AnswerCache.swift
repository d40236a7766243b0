// SPDX-License-Identifier: Apache-2.0

import Foundation
import Identity
import Synchronization

/// Answers of other servers, each for a time of its own; questions about one key at one time share one call.
///
/// The answer that was not used for longest goes first. Failures are never kept.
final class AnswerCache<Key: Hashable & Sendable, Value: Sendable, Failure: Error>: Sendable {
    /// An answer and the end of the time for which it serves.
    struct Answer: Sendable {
        let value: Value
        let until: Date
    }

    /// Asks; how urgent it is depends on whether there was an answer before.
    typealias Ask = @Sendable (FetchPriority) async throws(Failure) -> Answer
    private typealias Flight = Task<Result<Value, Failure>, Never>

    /// Those who share a call may have come before it, so an answer serves a little earlier as well; one from the
    /// distant future, as after the clock was set back, does not.
    private struct Kept: Sendable {
        let answer: Answer
        let askedAt: Date

        func serves(_ now: Date) -> Bool { now < answer.until && askedAt.timeIntervalSince(now) <= 60 }
    }

    private struct State {
        var kept: BoundedTable<Key, Kept>
        var flights: [Key: Flight] = [:]
    }

    private enum Step {
        case answer(Value)
        case wait(Flight)
    }

    private let state: Mutex<State>

    /// Makes an empty cache for `capacity` answers.
    init(capacity: Int) {
        state = Mutex(State(kept: BoundedTable(capacity: capacity)))
    }

    /// The answer that serves now, or the one that `ask` brings.
    func value(for key: Key, now: Date, _ ask: @escaping Ask) async throws(Failure) -> Value {
        let step = state.withLock { state -> Step in
            let kept = state.kept.value(for: key)
            if let kept, kept.serves(now) { return .answer(kept.answer.value) }
            if let running = state.flights[key] { return .wait(running) }
            let flight = flight(key, now, priority: kept == nil ? .discovery : .renewal, ask)
            state.flights[key] = flight
            return .wait(flight)
        }
        switch step {
        case .answer(let value): return value
        case .wait(let flight): return try await flight.value.get()
        }
    }

    private func flight(_ key: Key, _ now: Date, priority: FetchPriority, _ ask: @escaping Ask) -> Flight {
        Flight { [self] in
            let result: Result<Answer, Failure>
            do throws(Failure) {
                result = .success(try await ask(priority))
            } catch {
                result = .failure(error)
            }
            state.withLock { state in
                state.flights[key] = nil
                if case .success(let answer) = result {
                    state.kept.insert(Kept(answer: answer, askedAt: now), for: key)
                }
            }
            return result.map(\.value)
        }
    }
}
