// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HTTPTypes
import Logging
import XRPCCore

/// Writes one line for each request: what was called, by which kind of caller, and how it ended.
///
/// Never a credential.
struct RequestLog: Sendable {
    let logger: Logger

    /// What is learned about a request on its way.
    struct Trace {
        let facts: RequestFacts
        let start = ContinuousClock.now
        var nsid: String?
        var caller: Caller?
        var hidesTarget = false
        private(set) var error: XRPCError?
        private(set) var refusal: SessionRefusal?
        var reason: String? { refusal?.code }
        private(set) var detail: String?

        init(_ facts: RequestFacts) {
            self.facts = facts
        }

        mutating func note(_ thrown: any Error, as wire: XRPCError) {
            error = wire
            if let refusal = thrown as? SessionRefusal ?? (thrown as? Refusal).map(SessionRefusal.session) {
                self.refusal = refusal
                detail = refusal.detail.isEmpty ? nil : refusal.detail
            } else if let error = thrown as? XRPCError {
                detail = error.logDetail
            } else {
                detail = ErrorSummary.of(thrown)
            }
        }
    }

    func record(_ trace: Trace, _ request: HostRequest, status: HTTPResponse.Status) {
        // Anyone can ask for a method that is not there.
        let level: Logger.Level = status.code >= 500 && status != .notImplemented ? .error : .info
        guard level >= logger.logLevel else { return }
        var metadata: Logger.Metadata = [
            "request": .string(trace.facts.id), "verb": .string(request.method.rawValue),
            "status": .stringConvertible(status.code),
            "ms": .stringConvertible(Self.milliseconds(since: trace.start)),
        ]
        if let nsid = trace.nsid { metadata["nsid"] = .string(nsid) }
        if let error = trace.error { metadata["error"] = .string(error.name) }
        if let reason = trace.reason { metadata["reason"] = .string(reason) }
        if let detail = trace.detail { metadata["detail"] = .string(detail) }
        describe(trace.caller, in: &metadata)
        logger.log(level: level, "request", metadata: metadata)
    }

    private func describe(_ caller: Caller?, in metadata: inout Logger.Metadata) {
        switch caller {
        case nil: break
        case .anonymous: metadata["caller"] = "none"
        case .session(let unspent):
            metadata["caller"] = "session"
            metadata["verifier"] = .string(unspent.session.verifier)
            metadata["did"] = .string(unspent.session.did.rawValue)
        case .widget(let widget):
            metadata["caller"] = "widget"
            metadata["did"] = .string(widget.subject.rawValue)
            metadata["token"] = .string(widget.tokenID)
        }
    }

    private static func milliseconds(since start: ContinuousClock.Instant) -> Double {
        let elapsed = ContinuousClock.now - start
        return Double((elapsed / .microseconds(10)).rounded()) / 100
    }
}
