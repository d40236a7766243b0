// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How far one request has come, which tells whose fault it is that its time is over.
final class FetchStage: Sendable {
    enum Step {
        /// It waits for its turn.
        case waiting
        /// It waits for DNS.
        case resolving
        /// It waits for the server.
        case asking
    }

    private let step = Mutex(Step.waiting)

    func enter(_ next: Step) { step.withLock { $0 = next } }

    /// The failure to report where the time is over now.
    var timeout: FetchFailure {
        switch step.withLock({ $0 }) {
        case .waiting: .overloaded
        case .resolving: .nameTimedOut
        case .asking: .timedOut
        }
    }
}
