// SPDX-License-Identifier: Apache-2.0

import Identity
import Synchronization

/// Collects events.
final class EventLog: Sendable {
    private let events = Mutex<[IdentityEvent]>([])

    var observer: IdentityObserver { { event in self.events.withLock { $0.append(event) } } }
    var all: [IdentityEvent] { events.withLock { $0 } }

    func count(_ refresh: ForcedRefresh) -> Int {
        all.count {
            guard case .refreshForced(let kind) = $0 else { return false }
            return kind == refresh
        }
    }
}
