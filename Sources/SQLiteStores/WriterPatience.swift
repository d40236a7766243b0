// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// How long writers wait for another process that holds the file, all of them together.
///
/// Writers of one process queue up. If each waited its full time, the tenth would wait ten times as long; so the time
/// runs from the first wait since the last success, and once it is over further attempts fail at once for a second.
final class WriterPatience: Sendable {
    private static let pollMicroseconds: UInt32 = 1000
    private static let rest = Duration.seconds(1)

    private struct State {
        var limit: Duration
        var blockedSince: ContinuousClock.Instant?
    }

    private let state: Mutex<State>

    init(limit: Duration) {
        state = Mutex(State(limit: limit))
    }

    /// Whether to try again; pauses first.
    func permitsAnotherTry() -> Bool {
        let now = ContinuousClock.now
        let mayWait = state.withLock { state in
            let start = state.blockedSince ?? now
            let isRested = now - start > state.limit + Self.rest
            state.blockedSince = isRested ? now : start
            return isRested || now - start < state.limit
        }
        guard mayWait else { return false }
        usleep(Self.pollMicroseconds)
        return true
    }

    func succeeded() { state.withLock { $0.blockedSince = nil } }

    /// Changes the limit, once the file is open and requests wait.
    func change(limit: Duration) { state.withLock { $0 = State(limit: limit) } }
}
