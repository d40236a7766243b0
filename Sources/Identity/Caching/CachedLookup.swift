// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Performs what ``FreshnessCache`` decides; questions about one key at one time share one fetch.
final class CachedLookup<Key: Hashable & Sendable, Value: Sendable, Failure: LookupFailure>: Sendable {
    typealias Fetch = @Sendable (Key, FetchPriority) async -> Result<Value, Failure>
    private typealias Flight = Task<Result<Value, Failure>, Never>

    private struct State {
        var cache: FreshnessCache<Key, Value, Failure>
        var flights: [Key: Flight] = [:]
    }

    private let fetch: Fetch
    private let state: Mutex<State>

    init(capacity: Int, fetch: @escaping Fetch) {
        self.fetch = fetch
        state = Mutex(State(cache: FreshnessCache(capacity: capacity)))
    }

    /// The value for `key`, from the cache or from a fetch.
    func value(for key: Key, use: LookupUse, now: Date) async throws(Failure) -> AgedValue<Value> {
        let flight: Flight
        switch state.withLock({ $0.cache.step(for: key, use: use, now: now) }) {
        case .answer(let aged): return aged
        case .answerAndRefresh(let aged):
            _ = self.flight(for: key, now: now)
            return aged
        case .refuse(let failure): throw failure
        case .fetch: flight = self.flight(for: key, now: now)
        }
        let result = await flight.value
        return try state.withLock { $0.cache.settled(result, for: key, use: use, now: now) }.get()
    }

    /// The copy that is fresh enough for a credential, if any; nobody is asked.
    func held(_ key: Key, now: Date) -> AgedValue<Value>? {
        guard case .answer(let aged) = state.withLock({ $0.cache.step(for: key, use: .credential, now: now) }) else {
            return nil
        }
        return aged
    }

    /// Fetches whatever the cache holds.
    ///
    /// A server that did not answer a moment ago is left alone; the failure of that moment counts.
    func refetch(_ key: Key, now: Date) async -> Result<Value, Failure> {
        if let failure = outage(key, now: now) { return .failure(failure) }
        return await flight(for: key, now: now).value
    }

    /// The failure to answer that makes it pointless to ask now, if any.
    func outage(_ key: Key, now: Date) -> Failure? { state.withLock { $0.cache.outage(for: key, now: now) } }

    /// Joins the fetch that is under way or begins one; it goes on when its caller is cancelled.
    private func flight(for key: Key, now: Date) -> Flight {
        state.withLock { state in
            if let running = state.flights[key] { return running }
            let priority: FetchPriority = state.cache.holds(key) ? .renewal : .discovery
            let task = Flight { [self] in
                let result = await fetch(key, priority)
                self.state.withLock { state in
                    state.cache.finish(key, result, startedAt: now)
                    state.flights[key] = nil
                }
                return result
            }
            state.flights[key] = task
            return task
        }
    }
}
