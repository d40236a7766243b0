// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import DPoP
import JOSE
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Fetches a key set over https: no redirects, three seconds, 64 KiB.
public struct JWKSFetcher: Sendable {
    private let url: String

    /// Makes a fetcher for one URL.
    ///
    /// - Throws: ``HostStartupError`` where the URL is not https, or http on loopback.
    public init(url: String) throws(HostStartupError) {
        guard let target = HTTPTarget(url),
            target.scheme == "https" || HostConfiguration.loopbackHosts.contains(target.host)
        else { throw HostStartupError(setting: "issuer-jwks", problem: "must be a file or an https URL") }
        self.url = url
    }

    /// Fetches the document once, on a connection of its own; that happens every few minutes at most.
    public func fetch() async throws -> [UInt8] {
        let configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(3), read: .seconds(3)))
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask {
                try await HTTPClient.withHTTPClient(configuration: configuration) { try await fetch(with: $0) }
            }
            group.addTask {
                try await Task.sleep(for: Self.limit)
                throw TimedOut()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }

    private static let limit = Duration.seconds(3)
    private struct TimedOut: Error {}

    private func fetch(with client: HTTPClient) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "Accept", value: "application/json")
        let response = try await client.execute(request, timeout: .seconds(3))
        guard response.status == .ok else { throw UnexpectedStatus(code: Int(response.status.code)) }
        let body = try await response.body.collect(upTo: JWKSet.maximumBytes)
        return Array(buffer: body)
    }

    private struct UnexpectedStatus: Error {
        let code: Int
    }
}
