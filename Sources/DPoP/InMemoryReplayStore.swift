// SPDX-License-Identifier: Apache-2.0

public import Foundation
import Synchronization

/// A replay store for one process; a restart forgets it, so pair it with nonce keys made at start.
public final class InMemoryReplayStore: ReplayStore {
    private struct Entry {
        let owner: String
        let until: Date
        let deadline: ContinuousClock.Instant
    }

    private struct State {
        var entries: [ReplayKey: Entry] = [:]
        var perOwner: [String: Int] = [:]
        /// Keys by the second in which they may first be dropped.
        var wheel: [Int64: [ReplayKey]] = [:]
        var sweptThrough: Int64 = 0
    }

    /// This process alone.
    public var reach: ReplayReach { .process }
    private let capacity: Int
    private let ownerCapacity: Int
    private let state = Mutex(State())

    /// Makes a store.
    ///
    /// - Parameters:
    ///   - capacity: live entries at most; about 100 bytes each.
    ///   - ownerCapacity: live entries of one owner at most.
    public init(capacity: Int = 1_000_000, ownerCapacity: Int = 600) {
        self.capacity = capacity
        self.ownerCapacity = ownerCapacity
    }

    /// Reserves in memory; never ``ReplayOutcome/unavailable``.
    public func reserve(_ reservation: ReplayReservation, now: Date) async -> ReplayOutcome {
        reserve(reservation, now: now, at: ContinuousClock.now)
    }

    /// Entries in memory; never nil.
    public func count() async -> Int? { state.withLock { $0.entries.count } }

    /// The same as ``reserve(_:now:)`` with the monotonic instant given, so that tests can step either clock.
    package func reserve(
        _ reservation: ReplayReservation, now: Date, at instant: ContinuousClock.Instant
    ) -> ReplayOutcome {
        state.withLock { state in
            sweep(&state, now, instant)
            if state.entries[reservation.key] != nil { return .seen }
            guard state.perOwner[reservation.owner, default: 0] < ownerCapacity else { return .ownerFull }
            guard state.entries.count < capacity else { return .full }
            let lifetime = max(0, reservation.until.timeIntervalSince(now))
            state.entries[reservation.key] = Entry(
                owner: reservation.owner, until: reservation.until, deadline: instant + .seconds(lifetime))
            state.perOwner[reservation.owner, default: 0] += 1
            state.wheel[Self.second(reservation.until), default: []].append(reservation.key)
            return .fresh
        }
    }

    /// Drops entries that are past by the wall clock and by the monotonic clock; a stepped clock drops nothing early.
    private func sweep(_ state: inout State, _ now: Date, _ instant: ContinuousClock.Instant) {
        let current = Self.second(now)
        if current < state.sweptThrough - 2 { state.sweptThrough = current - 1 }  // the clock was set back
        guard current > state.sweptThrough else { return }
        state.sweptThrough = current
        for second in state.wheel.keys where second < current {
            let keys = state.wheel.removeValue(forKey: second) ?? []
            for key in keys {
                guard let entry = state.entries[key] else { continue }
                if entry.until < now, entry.deadline < instant {
                    state.entries[key] = nil
                    release(entry.owner, &state)
                } else {
                    state.wheel[current + 1, default: []].append(key)
                }
            }
        }
    }

    private func release(_ owner: String, _ state: inout State) {
        let remaining = state.perOwner[owner, default: 1] - 1
        state.perOwner[owner] = remaining > 0 ? remaining : nil
    }

    private static func second(_ date: Date) -> Int64 { Int64(date.timeIntervalSince1970.rounded(.up)) }
}
