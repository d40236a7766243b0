// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Lets tasks wait for their turn in ``FetchLanes``.
package final class FetchTurns: Sendable {
    private struct State {
        var lanes: FetchLanes
        var nextTicket = 0
        var waiting: [FetchLanes.Ticket: CheckedContinuation<Bool, Never>] = [:]
        /// Tickets whose task was cancelled before it could wait.
        var cancelled: Set<FetchLanes.Ticket> = []
        /// Tickets whose turn came before their task could wait.
        var started: Set<FetchLanes.Ticket> = []
    }

    private let state: Mutex<State>

    package init(limits: FetchLimits) {
        state = Mutex(State(lanes: FetchLanes(limits: limits)))
    }

    /// Runs `body` when it is the turn of `host`.
    ///
    /// - Throws: ``FetchFailure/overloaded`` where too many wait, or the task is cancelled while it waits.
    package func take<Result: Sendable>(
        _ host: String, _ priority: FetchPriority, _ body: () async throws(FetchFailure) -> Result
    ) async throws(FetchFailure) -> Result {
        let (ticket, admission) = state.withLock { state in
            state.nextTicket += 1
            return (state.nextTicket, state.lanes.arrive(state.nextTicket, host: host, priority: priority))
        }
        switch admission {
        case .start: break
        case .refuse: throw .overloaded
        case .wait: guard await turn(of: ticket) else { throw .overloaded }
        }
        defer { leave(host) }
        return try await body()
    }

    private func turn(of ticket: FetchLanes.Ticket) async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    if state.cancelled.remove(ticket) != nil { return false }
                    if state.started.remove(ticket) != nil { return true }
                    state.waiting[ticket] = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            abandon(ticket)
        }
    }

    private func abandon(_ ticket: FetchLanes.Ticket) {
        let continuation = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard state.lanes.abandon(ticket) else { return nil }
            guard let waiting = state.waiting.removeValue(forKey: ticket) else {
                state.cancelled.insert(ticket)
                return nil
            }
            return waiting
        }
        continuation?.resume(returning: false)
    }

    private func leave(_ host: String) {
        let next = state.withLock { state in
            state.lanes.leave(host: host).compactMap { ticket -> CheckedContinuation<Bool, Never>? in
                guard let waiting = state.waiting.removeValue(forKey: ticket) else {
                    state.started.insert(ticket)
                    return nil
                }
                return waiting
            }
        }
        for continuation in next { continuation.resume(returning: true) }
    }
}
