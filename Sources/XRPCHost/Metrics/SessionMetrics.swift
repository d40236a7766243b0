// SPDX-License-Identifier: Apache-2.0

import DPoP
import Metrics

/// Counts how sessions fare; labels come from closed lists, so nobody outside can make new series.
struct SessionMetrics: Sendable {
    let factory: any MetricsFactory

    /// `xrpc_session_verdicts_total`: each presented session once, by kind and by `accepted` or the reason code.
    func count(_ refusal: SessionRefusal) {
        let kind =
            switch refusal {
            case .session: "dpop"
            case .serviceAuth: "service-auth"
            }
        verdict(kind, refusal.code)
    }

    /// The same for a session that was accepted and whose credential was spent, with what its proof tells.
    ///
    /// `xrpc_dpop_clock_offset_seconds` is `iat` less the server's time, `xrpc_dpop_nonce_age_seconds` the age of the
    /// nonce.
    func countAccepted(_ session: UnspentSession) {
        let kind =
            switch session.session.assurance {
            case .dpopBound: "dpop"
            case .serviceAuth: "service-auth"
            }
        verdict(kind, "accepted")
        Counter(
            label: "xrpc_sessions_total", dimensions: [("verifier", session.session.verifier)], factory: factory
        ).increment()
        guard let measurements = session.measurements else { return }
        recorder("xrpc_dpop_clock_offset_seconds").record(measurements.clockOffset)
        if let age = measurements.nonceAge { recorder("xrpc_dpop_nonce_age_seconds").record(age) }
    }

    /// `xrpc_replay_reservations_total` by outcome, and `xrpc_replay_reservation_seconds`.
    func count(_ outcome: ReplayOutcome, took duration: Duration) {
        Counter(label: "xrpc_replay_reservations_total", dimensions: [("outcome", outcome.label)], factory: factory)
            .increment()
        Timer(label: "xrpc_replay_reservation_seconds", factory: factory)
            .recordNanoseconds(Int64(duration / .nanoseconds(1)))
    }

    /// `xrpc_replay_entries`: credentials in the replay store.
    func report(replayEntries count: Int) { Gauge(label: "xrpc_replay_entries", factory: factory).record(count) }

    private func verdict(_ kind: String, _ verdict: String) {
        Counter(
            label: "xrpc_session_verdicts_total", dimensions: [("kind", kind), ("verdict", verdict)], factory: factory
        ).increment()
    }

    private func recorder(_ label: String) -> Recorder { Recorder(label: label, factory: factory) }
}

extension ReplayOutcome {
    fileprivate var label: String {
        switch self {
        case .fresh: "fresh"
        case .seen: "seen"
        case .ownerFull: "owner-full"
        case .full: "full"
        case .unavailable: "unavailable"
        }
    }
}
