// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HostTestSupport
import Testing

@Suite struct InMemoryReplayStoreTests {
    private let now = Date(timeIntervalSince1970: 1_750_000_000)
    private let instant = ContinuousClock.now

    private func reservation(_ id: String, until: Date) -> ReplayReservation {
        ReplayReservation(
            key: ReplayKey(purpose: "t", audience: "a", thumbprint: "k", id: id), owner: "k", until: until)
    }

    @Test func keepsTheContract() async { await ReplayStoreContract.run(on: InMemoryReplayStore()) }

    @Test func refusesWhenItIsFullAndStillKnowsWhatItHas() {
        let store = InMemoryReplayStore(capacity: 2)
        let until = now.addingTimeInterval(10)
        #expect(store.reserve(reservation("1", until: until), now: now, at: instant) == .fresh)
        #expect(store.reserve(reservation("2", until: until), now: now, at: instant) == .fresh)
        #expect(store.reserve(reservation("3", until: until), now: now, at: instant) == .full)
        #expect(store.reserve(reservation("1", until: until), now: now, at: instant) == .seen)
    }

    @Test func dropsAnEntryOnlyWhenBothClocksArePastIt() {
        let store = InMemoryReplayStore(capacity: 1)
        let until = now.addingTimeInterval(10)
        let next = reservation("2", until: now.addingTimeInterval(4000))
        #expect(store.reserve(reservation("1", until: until), now: now, at: instant) == .fresh)
        // The wall clock jumps an hour ahead: nothing is forgotten.
        #expect(store.reserve(next, now: now.addingTimeInterval(3600), at: instant + .seconds(1)) == .full)
        // It jumps back: the used credential is still refused.
        #expect(store.reserve(reservation("1", until: until), now: now, at: instant + .seconds(2)) == .seen)
        // Real time passes as well.
        #expect(store.reserve(next, now: now.addingTimeInterval(3602), at: instant + .seconds(11)) == .fresh)
    }

    @Test func aReplayDoesNotProlongTheEntry() {
        let store = InMemoryReplayStore(capacity: 1)
        let until = now.addingTimeInterval(10)
        _ = store.reserve(reservation("1", until: until), now: now, at: instant)
        _ = store.reserve(reservation("1", until: until.addingTimeInterval(1000)), now: now, at: instant)
        let later = now.addingTimeInterval(20)
        let other = reservation("2", until: later.addingTimeInterval(10))
        #expect(store.reserve(other, now: later, at: instant + .seconds(20)) == .fresh)
    }

    @Test func theLastInstantStillCounts() {
        let store = InMemoryReplayStore(capacity: 1)
        let until = now.addingTimeInterval(10)
        let next = reservation("2", until: now.addingTimeInterval(100))
        #expect(store.reserve(reservation("1", until: until), now: now, at: instant) == .fresh)
        #expect(store.reserve(next, now: until, at: instant + .seconds(11)) == .full)
        #expect(store.reserve(next, now: until.addingTimeInterval(1), at: instant + .seconds(10)) == .full)
        #expect(store.reserve(next, now: until.addingTimeInterval(3), at: instant + .seconds(13)) == .fresh)
    }

    @Test func forgettingGivesTheOwnerItsShareBack() {
        let store = InMemoryReplayStore(capacity: 10, ownerCapacity: 2)
        let until = now.addingTimeInterval(10)
        for id in ["1", "2"] {
            #expect(store.reserve(reservation(id, until: until), now: now, at: instant) == .fresh)
        }
        #expect(store.reserve(reservation("3", until: until), now: now, at: instant) == .ownerFull)
        let later = now.addingTimeInterval(20)
        for (id, outcome) in [("4", ReplayOutcome.fresh), ("5", .fresh), ("6", .ownerFull)] {
            let entry = reservation(id, until: later.addingTimeInterval(10))
            #expect(store.reserve(entry, now: later, at: instant + .seconds(20)) == outcome)
        }
    }

    @Test func aClockThatWasSetBackStillForgetsInTime() {
        let store = InMemoryReplayStore(capacity: 1)
        let ahead = now.addingTimeInterval(3600)
        #expect(store.reserve(reservation("1", until: ahead.addingTimeInterval(5)), now: ahead, at: instant) == .fresh)
        #expect(store.reserve(reservation("2", until: now), now: now, at: instant + .seconds(1)) == .full)
        let later = ahead.addingTimeInterval(10)
        let next = reservation("3", until: later.addingTimeInterval(5))
        #expect(store.reserve(next, now: later, at: instant + .seconds(20)) == .fresh)
    }
}
