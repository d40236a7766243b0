// SPDX-License-Identifier: Apache-2.0

/// Who may fetch now: a bound for each host, one for all, and a queue for each priority.
///
/// Events go in and actions come out; ``FetchTurns`` performs them.
struct FetchLanes: Sendable {
    typealias Ticket = Int

    /// What becomes of an arrival.
    enum Admission: Sendable, Equatable {
        case start
        case wait
        case refuse
    }

    private typealias Waiting = (ticket: Ticket, host: String)

    private let limits: FetchLimits
    private var running: [String: Int] = [:]
    private var runningInAll = 0
    /// Those that wait, the first to come first; all renewals are before all discoveries.
    private var renewals: [Waiting] = []
    private var discoveries: [Waiting] = []

    init(limits: FetchLimits) {
        self.limits = limits
    }

    /// A request arrives; as many of each priority may wait.
    mutating func arrive(_ ticket: Ticket, host: String, priority: FetchPriority) -> Admission {
        if canStart(host) {
            start(host)
            return .start
        }
        switch priority {
        case .renewal: return Self.queue((ticket, host), in: &renewals, limits.waiting)
        case .discovery: return Self.queue((ticket, host), in: &discoveries, limits.waiting)
        }
    }

    private static func queue(_ request: Waiting, in line: inout [Waiting], _ limit: Int) -> Admission {
        guard line.count < limit else { return .refuse }
        line.append(request)
        return .wait
    }

    /// A request that was started is over; the tickets that are returned have been started instead.
    mutating func leave(host: String) -> [Ticket] {
        let remaining = running[host, default: 1] - 1
        running[host] = remaining > 0 ? remaining : nil
        runningInAll -= 1
        return startAll(in: \.renewals) + startAll(in: \.discoveries)
    }

    private mutating func startAll(in line: WritableKeyPath<Self, [Waiting]>) -> [Ticket] {
        var started: [Ticket] = []
        var stillWaiting: [Waiting] = []
        for next in self[keyPath: line] {
            if canStart(next.host) {
                start(next.host)
                started.append(next.ticket)
            } else {
                stillWaiting.append(next)
            }
        }
        self[keyPath: line] = stillWaiting
        return started
    }

    /// A request gives up waiting; false where it was not waiting any more.
    mutating func abandon(_ ticket: Ticket) -> Bool {
        let before = counts.waiting
        renewals.removeAll { $0.ticket == ticket }
        discoveries.removeAll { $0.ticket == ticket }
        return counts.waiting < before
    }

    /// Requests that run and requests that wait.
    var counts: (running: Int, waiting: Int) { (runningInAll, renewals.count + discoveries.count) }

    private func canStart(_ host: String) -> Bool {
        runningInAll < limits.inFlight && running[host, default: 0] < limits.inFlightPerHost
    }

    private mutating func start(_ host: String) {
        running[host, default: 0] += 1
        runningInAll += 1
    }
}
