// SPDX-License-Identifier: Apache-2.0

package import DPoP
import Foundation
import Testing

/// What every replay store must do, whatever it keeps its entries in.
package enum ReplayStoreContract {
    /// Runs all cases on a new, empty store.
    package static func run(on store: any ReplayStore) async {
        let now = Date(timeIntervalSince1970: 1_750_000_000)
        func reservation(_ id: String, owner: String = "a", seconds: TimeInterval = 300) -> ReplayReservation {
            let key = ReplayKey(purpose: "test", audience: "x", thumbprint: owner, id: id)
            return ReplayReservation(key: key, owner: owner, until: now.addingTimeInterval(seconds))
        }
        #expect(await store.count() == 0)
        #expect(await store.reserve(reservation("1"), now: now) == .fresh)
        #expect(await store.reserve(reservation("1"), now: now) == .seen)
        #expect(await store.reserve(reservation("1"), now: now.addingTimeInterval(300)) == .seen)
        #expect(await store.reserve(reservation("1", owner: "b"), now: now) == .fresh)
        #expect(await store.reserve(reservation("2"), now: now) == .fresh)

        let outcomes = await withTaskGroup(of: ReplayOutcome.self) { group in
            for _ in 0..<200 { group.addTask { await store.reserve(reservation("parallel", owner: "c"), now: now) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .fresh } == 1)
        #expect(outcomes.count { $0 == .seen } == 199)

        for number in 0..<600 {
            #expect(await store.reserve(reservation("n\(number)", owner: "d"), now: now) == .fresh)
        }
        #expect(await store.reserve(reservation("one more", owner: "d"), now: now) == .ownerFull)
        #expect(await store.reserve(reservation("n5", owner: "d"), now: now) == .seen)
        #expect(await store.reserve(reservation("other", owner: "e"), now: now) == .fresh)
        #expect(await store.count() == 605, "what was refused is not kept")
    }
}
