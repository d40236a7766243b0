// SPDX-License-Identifier: Apache-2.0

/// Who may fetch now: a bound for each host, one for all, and a queue in order of arrival.
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

    private let limits: FetchLimits
    private var running: [String: Int] = [:]
    private var runningInAll = 0
    private var queue: [(ticket: Ticket, host: String)] = []

    init(limits: FetchLimits) {
        self.limits = limits
    }

    /// A request arrives.
    mutating func arrive(_ ticket: Ticket, host: String) -> Admission {
        if canStart(host) {
            start(host)
            return .start
        }
        guard queue.count < limits.waiting else { return .refuse }
        queue.append((ticket, host))
        return .wait
    }

    /// A request that was started is over; the tickets that are returned have been started instead.
    mutating func leave(host: String) -> [Ticket] {
        let remaining = running[host, default: 1] - 1
        running[host] = remaining > 0 ? remaining : nil
        runningInAll -= 1
        var started: [Ticket] = []
        var stillWaiting: [(ticket: Ticket, host: String)] = []
        for next in queue {
            if canStart(next.host) {
                start(next.host)
                started.append(next.ticket)
            } else {
                stillWaiting.append(next)
            }
        }
        queue = stillWaiting
        return started
    }

    /// A request gives up waiting; false where it was not waiting any more.
    mutating func abandon(_ ticket: Ticket) -> Bool {
        let before = queue.count
        queue.removeAll { $0.ticket == ticket }
        return queue.count < before
    }

    /// Requests that run and requests that wait.
    var counts: (running: Int, waiting: Int) { (runningInAll, queue.count) }

    private func canStart(_ host: String) -> Bool {
        runningInAll < limits.inFlight && running[host, default: 0] < limits.inFlightPerHost
    }

    private mutating func start(_ host: String) {
        running[host, default: 0] += 1
        runningInAll += 1
    }
}
