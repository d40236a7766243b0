// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import XRPCCore
import XRPCHost

/// Collects uses and suspicious events in memory and writes them every 30 seconds, so that no request waits for them.
///
/// A crash loses at most what was collected since the last write.
final class ActivityRecorder: Service {
    /// A noted use is only replaced on record by one at least this much later, in milliseconds.
    static let useGranularity: Int64 = 300_000
    /// Events that one interval keeps, one for each kind and token; more are only counted in the log.
    static let eventsPerInterval = 100
    private static let interval = Duration.seconds(30)

    private struct State {
        var uses: [TokenID: TokenUse] = [:]
        var written: [TokenID: Int64] = [:]
        var events: [AuditEvent] = []
        var noted: Set<String> = []
        var dropped = 0
    }

    private let store: any WidgetTokenStore
    private let logger: Logger
    private let state = Mutex(State())

    init(store: any WidgetTokenStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    func used(_ row: TokenRow, _ call: GuardedCall) {
        let at = call.request.time.milliseconds
        state.withLock { state in
            guard at - state.written[row.id, default: .min / 2] >= Self.useGranularity else { return }
            let count = (state.uses[row.id]?.count ?? 0) + 1
            state.uses[row.id] = TokenUse(
                id: row.id, at: at, address: call.request.clientAddress, userAgent: call.request.userAgent,
                nsid: call.nsid.rawValue, count: count)
        }
    }

    func note(_ kind: AuditEvent.Kind, _ row: TokenRow, _ call: GuardedCall) {
        let event = AuditEvent(
            kind: kind, tokenID: row.id, subject: row.subject,
            circumstances: AuditCircumstances(call.request, actor: "", nsid: call.nsid.rawValue))
        state.withLock { state in
            guard state.noted.insert("\(kind.rawValue) \(row.id)").inserted else { return }
            if state.events.count < Self.eventsPerInterval { state.events.append(event) } else { state.dropped += 1 }
        }
    }

    /// Writes what was collected; what cannot be written is kept for the next time.
    func flush() async {
        let (uses, events, dropped) = state.withLock { state in
            defer {
                state.uses = [:]
                state.events = []
                state.noted = []
                state.dropped = 0
            }
            return (Array(state.uses.values), state.events, state.dropped)
        }
        if dropped > 0 { logger.warning("suspicious events dropped", metadata: ["count": "\(dropped)"]) }
        do {
            if !uses.isEmpty { try await store.record(uses) }
            if !events.isEmpty { try await store.append(events) }
            state.withLock { state in
                if state.written.count > 100_000 { state.written = [:] }
                for use in uses { state.written[use.id] = use.at }
            }
        } catch {
            logger.error("activity not written", metadata: ["detail": "\(error)"])
            state.withLock { state in
                state.events = (events + state.events).suffix(Self.eventsPerInterval)
                for use in uses where state.uses[use.id] == nil { state.uses[use.id] = use }
            }
        }
    }

    /// Flushes until the host stops, and once more then.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: Self.interval)) != nil { await self.flush() }
        }
        await Task { await flush() }.value  // a task of its own, as this one may be cancelled
    }
}

extension AuditCircumstances {
    /// The longest origin that is kept, in bytes; the longest that can match is as long.
    private static let maximumOriginBytes = 512

    private static func shortened(_ origin: String) -> String {
        Redaction.applied(to: String(decoding: origin.utf8.prefix(maximumOriginBytes), as: UTF8.self))
    }

    init(_ request: RequestFacts, actor: String, nsid: String) {
        self.init(
            at: request.time.milliseconds, actor: actor, address: request.clientAddress, userAgent: request.userAgent,
            origin: request.origins.first.map(Self.shortened), nsid: nsid, requestID: request.id)
    }
}
