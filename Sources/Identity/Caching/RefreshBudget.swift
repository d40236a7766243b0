// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How often a bad signature may cause a fetch: once a minute for one DID, twenty times a second in all.
///
/// Without it, anyone could make this process call the directory as often as they send a token.
struct RefreshBudget: Sendable {
    /// The least time between two forced fetches for one DID, in seconds.
    static let pauseSeconds: TimeInterval = 60
    /// Forced fetches in any one second.
    static let perSecond = 20

    private var lastByDID: [String: Date] = [:]
    /// The latest forced fetches, oldest first.
    private var latest: [Date] = []

    /// A forced fetch is wanted; true takes it from the budget.
    ///
    /// Times may go back, as clocks do: what lies in the future counts like the past at the same distance.
    mutating func take(_ did: String, now: Date) -> Bool {
        if let last = lastByDID[did], abs(now.timeIntervalSince(last)) < Self.pauseSeconds { return false }
        latest.removeAll { abs(now.timeIntervalSince($0)) >= 1 }
        guard latest.count < Self.perSecond else { return false }
        if lastByDID.count >= Self.maximumEntries {
            lastByDID = lastByDID.filter { abs(now.timeIntervalSince($0.value)) < Self.pauseSeconds }
        }
        latest.append(now)
        lastByDID[did] = now
        return true
    }

    /// Gives back what one DID has taken, because the fetch ended without an answer.
    mutating func giveBack(_ did: String) { lastByDID[did] = nil }

    /// More than a minute's worth at the greatest rate, so cleaning up always makes room.
    private static let maximumEntries = 2 * perSecond * Int(pauseSeconds) + perSecond

    var count: Int { lastByDID.count }
}
