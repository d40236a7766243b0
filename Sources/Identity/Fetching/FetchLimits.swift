// SPDX-License-Identifier: Apache-2.0

/// How much a stranger's server may cost.
public struct FetchLimits: Sendable {
    /// The time for one document from the first DNS query to the last byte.
    public var total: Duration
    /// The largest body in bytes.
    public var maximumBytes: Int
    /// Requests at one time to one host.
    public var inFlightPerHost: Int
    /// Requests at one time in all.
    public var inFlight: Int
    /// Requests of one priority that may wait for their turn; their time runs meanwhile.
    public var waiting: Int

    /// For the PLC directory, which most accounts share: the same but for 16 requests at one time.
    ///
    /// Anyone can cause look-ups of accounts that do not exist; with 2 turns they would hold up everyone else's.
    public static let directory = FetchLimits(inFlightPerHost: 16)

    /// Makes limits: 3 seconds, 64 KiB, 2 requests for each host, 64 in all, 1,024 waiting.
    public init(
        total: Duration = .seconds(3), maximumBytes: Int = 65_536, inFlightPerHost: Int = 2, inFlight: Int = 64,
        waiting: Int = 1_024
    ) {
        self.total = total
        self.maximumBytes = maximumBytes
        self.inFlightPerHost = inFlightPerHost
        self.inFlight = inFlight
        self.waiting = waiting
    }
}
