// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HostTestSupport
import Identity
import Logging
import MetricsTestKit
import ServiceLifecycle
import Testing

@testable import XRPCHost

@Suite struct SessionMetricsTests {
    private static let mint = "\(TestHost.group).mintWidgetToken"
    private static let list = "\(TestHost.group).listWidgetTokens"

    @Test func everyVerdictIsCountedOnce() async throws {
        let metrics = TestMetrics()
        let host = try TestHost(metrics: metrics)
        let session = host.session("POST", Self.mint)
        #expect(await host.send("POST", "/xrpc/\(Self.mint)", session).status == 200)
        #expect(await host.send("POST", "/xrpc/\(Self.mint)", session).status == 401)
        #expect(await host.send("POST", "/xrpc/\(Self.mint)", [session[0]]).status == 401)
        for (verdict, count) in [("accepted", 1), ("proof-replayed", 1), ("proof-missing", 1)] {
            let counter = try metrics.expectCounter(
                "xrpc_session_verdicts_total", [("kind", "dpop"), ("verdict", verdict)])
            #expect(counter.values.count == count, "\(verdict)")
        }
        let byVerifier = try metrics.expectCounter("xrpc_sessions_total", [("verifier", "local-as")])
        #expect(byVerifier.values == [1])
    }

    @Test func proofsTellOfClocksAndNonces() async throws {
        let metrics = TestMetrics()
        let host = try TestHost(metrics: metrics)
        #expect(await host.call("GET", Self.list).status == 200)
        #expect(try metrics.expectRecorder("xrpc_dpop_clock_offset_seconds").values == [0])
        let age = try #require(try metrics.expectRecorder("xrpc_dpop_nonce_age_seconds").values.first)
        #expect((0..<60).contains(age))
    }

    @Test func reservationsAreTimedAndCountedByOutcome() async throws {
        let metrics = TestMetrics()
        let host = try TestHost(metrics: metrics)
        let session = host.session("GET", Self.list)
        for status in [200, 401] { #expect(await host.send("GET", "/xrpc/\(Self.list)", session).status == status) }
        for outcome in ["fresh", "seen"] {
            let counter = try metrics.expectCounter("xrpc_replay_reservations_total", [("outcome", outcome)])
            #expect(counter.values == [1])
        }
        #expect(try metrics.expectTimer("xrpc_replay_reservation_seconds").values.count == 2)
    }

    /// The service measures once when it starts; the metrics tell when it has, so nobody waits for a clock.
    @Test(.timeLimit(.minutes(1))) func theSizeOfTheReplayStoreIsReported() async throws {
        let metrics = TestMetrics()
        let host = try TestHost(metrics: metrics)
        for _ in 0..<3 { #expect(await host.call("GET", Self.list).status == 200) }
        await withTaskGroup { group in
            for service in host.application.services { group.addTask { try? await service.run() } }
            while (try? metrics.expectGauge("xrpc_replay_entries").values.isEmpty) != false { await Task.yield() }
            group.cancelAll()
        }
        #expect(try metrics.expectGauge("xrpc_replay_entries").values == [3])
    }

    static let clocks: [(wall: Double, monotonic: Double, direction: String?)] = [
        (15, 15, nil), (17, 15, nil), (17.1, 15, "forward"), (13, 15, nil), (12.9, 15, "back"), (-45, 15, "back"),
        (3615, 15, "forward"),
    ]

    @Test(arguments: clocks) func aClockThatWasSetIsCountedAndLogged(
        wall: Double, monotonic: Double, direction: String?
    ) throws {
        let metrics = TestMetrics()
        let log = LogRecorder()
        let logger = Logger(label: "test") { label in
            JSONLogHandler(label: label, level: .warning) { log.append($0) }
        }
        let instant = ContinuousClock.now
        let start = Date(timeIntervalSince1970: 1_750_000_000)
        ClockWatch(now: { start }, metrics: metrics, logger: logger).compare(
            .init(wall: start, monotonic: instant),
            .init(wall: start.addingTimeInterval(wall), monotonic: instant + .seconds(monotonic)))
        #expect(log.text.contains("clock was set") == (direction != nil))
        guard let direction else {
            #expect(throws: (any Error).self) { try metrics.expectCounter("xrpc_clock_steps_total") }
            return
        }
        #expect(try metrics.expectCounter("xrpc_clock_steps_total", [("direction", direction)]).values == [1])
        #expect(Self.clocks.count == 7)
    }

    @Test func documentsAndForcedRefreshesAreCounted() throws {
        let metrics = TestMetrics()
        let observer = IdentityMetrics.observer(factory: metrics)
        observer(.used(.credential, source: .cached, age: 42))
        for failure in [ResolutionFailure.notFound, .unavailable(.timedOut), .unavailable(.overloaded)] {
            observer(.failed(.credential, failure))
        }
        observer(.refreshForced(.refused))
        let ages = try metrics.expectRecorder(
            "xrpc_identity_document_age_seconds", [("use", "credential"), ("source", "cached")])
        #expect(ages.values == [42])
        for kind in ["refused", "outage", "not-asked"] {
            let counter = try metrics.expectCounter(
                "xrpc_identity_failures_total", [("use", "credential"), ("kind", kind)])
            #expect(counter.values == [1], "\(kind)")
        }
        #expect(
            try metrics.expectCounter("xrpc_identity_forced_refreshes_total", [("result", "refused")]).values == [1])
    }
}
