// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Asks servers that the operator has named: no redirects, three seconds from start to end, bodies up to a bound.
///
/// Connections are kept between calls and closed when the last owner goes.
final class OutboundClient: Sendable {
    private static let limit = TimeAmount.seconds(3)
    private let client = HTTPClient(
        eventLoopGroup: HTTPClient.defaultEventLoopGroup,
        configuration: HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: limit, read: limit)))

    deinit { client.shutdown { _ in } }

    /// The body of a 200 answer.
    ///
    /// - Throws: for any other status, a longer body, or no complete answer in time.
    func body(of request: HTTPClientRequest, maximumBytes: Int) async throws -> [UInt8] {
        let deadline = NIODeadline.now() + Self.limit
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { [client] in
                let response = try await client.execute(request, deadline: deadline)
                guard response.status == .ok else { throw OutboundFailure.status(Int(response.status.code)) }
                return Array(buffer: try await response.body.collect(upTo: maximumBytes))
            }
            group.addTask {
                try await Task.sleep(for: .nanoseconds(Self.limit.nanoseconds))
                throw OutboundFailure.late
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
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
