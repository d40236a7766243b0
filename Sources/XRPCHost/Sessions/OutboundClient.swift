// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Identity
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Asks one server that the operator has named: no redirects, three seconds from start to end, bodies up to a bound.
///
/// Anyone can cause calls, so there are sixteen at one time, and as many as 256 of each priority wait; one more fails at
/// once. Connections are kept between calls and closed when the last owner goes.
final class OutboundClient: Sendable {
    private static let limit = TimeAmount.seconds(3)
    private static let limits = FetchLimits(inFlightPerHost: 16, inFlight: 16, waiting: 256)
    private let turns = FetchTurns(limits: limits)
    private let client = HTTPClient(
        eventLoopGroup: HTTPClient.defaultEventLoopGroup,
        configuration: HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: limit, read: limit),
            connectionPool: .init(
                idleTimeout: .seconds(60), concurrentHTTP1ConnectionsPerHostSoftLimit: limits.inFlight)))

    deinit { client.shutdown { _ in } }

    /// The body of a 200 answer.
    ///
    /// - Throws: for any other status, a longer body, no complete answer in time, or too many calls.
    func body(
        of request: HTTPClientRequest, maximumBytes: Int, priority: FetchPriority
    ) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { [self] in
                try await turns.take("", priority) { () async throws(FetchFailure) in
                    await result(of: request, maximumBytes)
                }.get()
            }
            group.addTask {
                try await Task.sleep(for: .nanoseconds(Self.limit.nanoseconds))
                throw OutboundFailure.late
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }

    private func result(of request: HTTPClientRequest, _ maximumBytes: Int) async -> Result<[UInt8], any Error> {
        do {
            let response = try await client.execute(request, timeout: Self.limit)
            guard response.status == .ok else { throw OutboundFailure.status(Int(response.status.code)) }
            return .success(Array(buffer: try await response.body.collect(upTo: maximumBytes)))
        } catch {
            return .failure(error)
        }
    }
}

/// Why another server's answer cannot be used.
enum OutboundFailure: Error, Equatable {
    /// Not 200.
    case status(Int)
    /// Not complete after three seconds.
    case late
}
