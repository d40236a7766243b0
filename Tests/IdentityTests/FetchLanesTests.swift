// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import Identity

/// Who may fetch now; no sockets.
@Suite struct FetchLanesTests {
    private static let limits = FetchLimits(inFlightPerHost: 2, inFlight: 3, waiting: 2)

    @Test func twoForOneHostAndThreeInAll() {
        var lanes = FetchLanes(limits: Self.limits)
        #expect(lanes.arrive(1, host: "a", priority: .discovery) == .start)
        #expect(lanes.arrive(2, host: "a", priority: .discovery) == .start)
        #expect(lanes.arrive(3, host: "a", priority: .discovery) == .wait)
        #expect(lanes.arrive(4, host: "b", priority: .discovery) == .start)
        #expect(lanes.arrive(5, host: "c", priority: .discovery) == .wait)
        #expect(lanes.arrive(6, host: "d", priority: .discovery) == .refuse)
        #expect(lanes.counts == (3, 2))
    }

    @Test func theFirstWhoCanStartStarts() {
        var lanes = FetchLanes(limits: Self.limits)
        for (ticket, host) in [(1, "a"), (2, "a"), (4, "b"), (3, "a"), (5, "c")] {
            _ = lanes.arrive(ticket, host: host, priority: .discovery)
        }
        #expect(lanes.leave(host: "b") == [5])
        #expect(lanes.leave(host: "a") == [3])
        #expect(lanes.leave(host: "c") == [])
        #expect(lanes.leave(host: "a") == [])
        #expect(lanes.leave(host: "a") == [])
        #expect(lanes.counts == (0, 0))
    }

    @Test func renewalsGoFirstAndHaveRoomOfTheirOwn() {
        var lanes = FetchLanes(limits: FetchLimits(inFlightPerHost: 1, inFlight: 1, waiting: 2))
        #expect(lanes.arrive(1, host: "a", priority: .discovery) == .start)
        for (ticket, admission) in [(2, FetchLanes.Admission.wait), (3, .wait), (4, .refuse)] {
            #expect(lanes.arrive(ticket, host: "b", priority: .discovery) == admission)
        }
        for (ticket, admission) in [(5, FetchLanes.Admission.wait), (6, .wait), (7, .refuse)] {
            #expect(lanes.arrive(ticket, host: "c", priority: .renewal) == admission)
        }
        #expect(lanes.abandon(6) == true)
        #expect(lanes.leave(host: "a") == [5])
        #expect(lanes.leave(host: "c") == [2])
        #expect(lanes.leave(host: "b") == [3])
        #expect(lanes.counts == (1, 0))
    }

    @Test func whoGivesUpMakesRoomInTheQueue() {
        var lanes = FetchLanes(limits: FetchLimits(inFlightPerHost: 1, inFlight: 1, waiting: 1))
        #expect(lanes.arrive(1, host: "a", priority: .discovery) == .start)
        #expect(lanes.arrive(2, host: "a", priority: .discovery) == .wait)
        #expect(lanes.abandon(2) == true)
        #expect(lanes.abandon(2) == false)
        #expect(lanes.arrive(3, host: "b", priority: .discovery) == .wait)
        #expect(lanes.leave(host: "a") == [3])
        #expect(lanes.abandon(3) == false)
    }

    @Test func tasksNeverRunBeyondTheBounds() async {
        let turns = FetchTurns(limits: FetchLimits(inFlightPerHost: 2, inFlight: 5, waiting: 1000))
        let meter = Meter()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let host = "host\(number % 4)"
                    _ = try? await turns.take(host, .discovery) { () async throws(FetchFailure) in
                        meter.enter(host)
                        for _ in 0..<5 { await Task.yield() }
                        meter.leave(host)
                    }
                }
            }
        }
        #expect(meter.total == 200)
        #expect(meter.mostForOneHost <= 2)
        #expect(meter.mostInAll <= 5)
    }

    @Test func aCancelledTaskLeavesTheQueue() async {
        let turns = FetchTurns(limits: FetchLimits(inFlightPerHost: 1, inFlight: 1, waiting: 10))
        let failure: FetchFailure? = try? await turns.take("a", .discovery) {
            () async throws(FetchFailure) -> FetchFailure? in
            let waiting = Task { () -> FetchFailure? in
                do throws(FetchFailure) {
                    try await turns.take("a", .discovery) { () async throws(FetchFailure) in }
                    return nil
                } catch {
                    return error
                }
            }
            waiting.cancel()
            return await waiting.value
        }
        #expect(failure == .overloaded)
        let served: Int? = try? await turns.take("a", .discovery) { () async throws(FetchFailure) in 1 }
        #expect(served == 1)
    }

    private final class Meter: Sendable {
        private struct State {
            var running: [String: Int] = [:]
            var mostForOneHost = 0
            var mostInAll = 0
            var total = 0
        }

        private let state = Mutex(State())

        var total: Int { state.withLock { $0.total } }
        var mostForOneHost: Int { state.withLock { $0.mostForOneHost } }
        var mostInAll: Int { state.withLock { $0.mostInAll } }

        func enter(_ host: String) {
            state.withLock { state in
                state.total += 1
                state.running[host, default: 0] += 1
                state.mostForOneHost = max(state.mostForOneHost, state.running.values.max() ?? 0)
                state.mostInAll = max(state.mostInAll, state.running.values.reduce(0, +))
            }
        }

        func leave(_ host: String) { state.withLock { $0.running[host, default: 0] -= 1 } }
    }
}
