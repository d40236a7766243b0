// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Counts bad tokens by source: 30 a minute for an IPv4 address or an IPv6 /64.
///
/// Good tokens are never counted.
final class FailureThrottle: Sendable {
    static let failuresPerMinute = 30
    private static let capacity = 100_000

    private struct Window {
        var minute: Int64 = 0
        var counts: [String: Int] = [:]
    }

    private let window = Mutex(Window())

    /// Notes a failure; gives the seconds to wait where the source is past its bound.
    func secondsToWait(afterFailureFrom address: String, now: Date) -> Int? {
        let seconds = Int64(now.timeIntervalSince1970.rounded(.down))
        let count = window.withLock { window -> Int in
            if window.minute != seconds / 60 { window = Window(minute: seconds / 60) }
            let source = Self.source(address)
            guard window.counts[source] != nil || window.counts.count < Self.capacity else { return 0 }
            window.counts[source, default: 0] += 1
            return window.counts[source, default: 0]
        }
        return count > Self.failuresPerMinute ? Int(60 - seconds % 60) : nil
    }

    /// An IPv4 address whole, an IPv6 address by its first four groups.
    static func source(_ address: String) -> String {
        guard address.contains(":") else { return address }
        if address.contains("."), let end = address.lastIndex(of: ":") {
            return String(address[address.index(after: end)...])  // an IPv4 client of a dual-stack socket
        }
        var groups = address.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if let gap = groups.firstIndex(of: "") {
            let tail = groups[(gap + 1)...].drop { $0.isEmpty }
            groups = Array(groups[..<gap])
            groups += Array(repeating: "0", count: max(0, 8 - groups.count - tail.count)) + tail
        }
        return groups.prefix(4).joined(separator: ":")
    }
}
