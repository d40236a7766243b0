// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// One request on a connection of its own, made by AsyncHTTPClient to an address that was checked before.
///
/// The client is told the address of the host name, so it asks no resolver; TLS still verifies the certificate for the
/// name. It follows no redirect, keeps no cookies, uses no proxy and decompresses nothing.
struct HTTPClientTransport: PinnedTransport {
    private let userAgent: String

    init(userAgent: String) {
        self.userAgent = userAgent
    }

    /// The URL names another host to the client than the one whose address was checked.
    private struct AmbiguousURL: Error {}

    func get(_ request: FetchRequest, at address: IPAddress, limits: TransportLimits) async throws -> PinnedResponse {
        guard Self.hostAsSeenByClient(of: request.url) == request.origin.host else { throw AmbiguousURL() }
        return try await HTTPClient.withHTTPClient(
            configuration: configuration(request.origin.host, address, limits.connect)
        ) { client in
            try await exchange(request, client, limits)
        }
    }

    /// The name under which the client looks for the pinned address.
    static func hostAsSeenByClient(of url: String) -> String? { URL(string: url)?.host }

    private func configuration(
        _ host: String, _ address: IPAddress, _ connect: Duration
    ) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(connect)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.dnsOverride = [host: address.description]
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    private func exchange(
        _ request: FetchRequest, _ client: HTTPClient, _ limits: TransportLimits
    ) async throws -> PinnedResponse {
        var message = HTTPClientRequest(url: request.url)
        message.headers.add(name: "Accept", value: request.accept)
        message.headers.add(name: "User-Agent", value: userAgent)
        // The caller's own limit is shorter; this one ends what the caller has given up.
        let response = try await client.execute(message, timeout: .seconds(30))
        let contentType = response.headers.first(name: "Content-Type")
        let status = Int(response.status.code)
        guard status == 200 else { return PinnedResponse(status: status, contentType: contentType, body: []) }
        do {
            let body = try await response.body.collect(upTo: limits.maximumBytes)
            return PinnedResponse(status: status, contentType: contentType, body: Array(body.readableBytesView))
        } catch is NIOTooManyBytesError {
            throw FetchFailure.tooLarge
        }
    }
}
