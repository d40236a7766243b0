// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation

/// Times the reservations of another store.
struct MeasuredReplayStore: ReplayStore {
    let store: any ReplayStore
    let metrics: SessionMetrics

    func reserve(_ reservation: ReplayReservation, now: Date) async -> ReplayOutcome {
        let start = ContinuousClock.now
        let outcome = await store.reserve(reservation, now: now)
        metrics.count(outcome, took: ContinuousClock.now - start)
        return outcome
    }
}
