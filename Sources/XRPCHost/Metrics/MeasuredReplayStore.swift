// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import ServiceLifecycle

/// Times and counts the reservations of another store.
struct MeasuredReplayStore: ReplayStore {
    let store: any ReplayStore
    let metrics: SessionMetrics
    var reach: ReplayReach { store.reach }

    func reserve(_ reservation: ReplayReservation, now: Date) async -> ReplayOutcome {
        let start = ContinuousClock.now
        let outcome = await store.reserve(reservation, now: now)
        metrics.count(outcome, took: ContinuousClock.now - start)
        return outcome
    }

    func count() async -> Int? { await store.count() }
}

/// Reports every fifteen seconds how many credentials a replay store holds.
struct ReplayStoreGauge: Service {
    private static let interval = Duration.seconds(15)

    let store: any ReplayStore
    let metrics: SessionMetrics

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat { await measure() } while (try? await Task.sleep(for: Self.interval)) != nil
        }
    }

    /// Reports now; a store that does not answer keeps its last figure.
    func measure() async {
        if let count = await store.count() { metrics.report(replayEntries: count) }
    }
}
