// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization

/// Requests by AsyncHTTPClient to an address that was checked before.
///
/// A client is told the address of the one host name that it is for, so it asks no resolver; TLS still verifies the
/// certificate for the name. It follows no redirect, keeps no cookies, uses no proxy and decompresses nothing. A client
/// that was of use is kept for the same name at the same address, because its connection and its list of trusted
/// certificates cost more than the request.
final class HTTPClientTransport: PinnedTransport {
    private struct Endpoint: Hashable {
        let host: String
        let address: IPAddress
    }

    /// The URL names another host to the client than the one whose address was checked.
    private struct AmbiguousURL: Error {}

    /// Clients that wait, and the time after which their connections are closed.
    private static let maximumIdle = 16
    private static let idleConnection = TimeAmount.seconds(30)

    /// Another list of trusted certificates and another port than 443, for tests.
    struct PrivateTLS: Sendable {
        let trustRoots: [NIOSSLCertificate]
        let port: Int
    }

    private let userAgent: String
    private let privateTLS: PrivateTLS?
    private let idle = Mutex(IdleShelf<Endpoint, HTTPClient>(capacity: maximumIdle))

    init(userAgent: String, privateTLS: PrivateTLS? = nil) {
        self.userAgent = userAgent
        self.privateTLS = privateTLS
    }

    deinit {
        for client in idle.withLock({ $0.takeAll() }) { Self.retire(client) }
    }

    func get(_ request: FetchRequest, at address: IPAddress, limits: TransportLimits) async throws -> PinnedResponse {
        guard Self.hostAsSeenByClient(of: request.url) == request.origin.host else { throw AmbiguousURL() }
        let endpoint = Endpoint(host: request.origin.host, address: address)
        if let client = idle.withLock({ $0.take(endpoint) }) {
            do {
                return try await use(client, endpoint, request, limits)
            } catch let failure as FetchFailure {
                throw failure
            } catch  where !Task.isCancelled {
                // The server may have closed the connection that waited.
            }
        }
        return try await use(client(for: endpoint, limits), endpoint, request, limits)
    }

    /// The name under which the client looks for the pinned address.
    static func hostAsSeenByClient(of url: String) -> String? { URL(string: url)?.host }

    private func client(for endpoint: Endpoint, _ limits: TransportLimits) -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: TimeAmount(limits.connect)),
            connectionPool: .init(idleTimeout: Self.idleConnection), decompression: .disabled)
        configuration.httpVersion = .http1Only
        if let privateTLS {
            configuration.tlsConfiguration = .makeClientConfiguration()
            configuration.tlsConfiguration?.trustRoots = .certificates(privateTLS.trustRoots)
        }
        configuration.dnsOverride = [endpoint.host: endpoint.address.description]
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }

    /// Closes the connections of a client, which ends whatever a server still sends.
    private static func retire(_ client: HTTPClient) {
        client.shutdown { _ in }
    }

    /// Keeps the client for the next request after an answer of any status, and not after anything else.
    private func use(
        _ client: HTTPClient, _ endpoint: Endpoint, _ request: FetchRequest, _ limits: TransportLimits
    ) async throws -> PinnedResponse {
        do {
            let response = try await exchange(request, client, limits)
            idle.withLock { $0.put(client, for: endpoint) }.map(Self.retire)
            return response
        } catch {
            Self.retire(client)
            throw error
        }
    }

    private func exchange(
        _ request: FetchRequest, _ client: HTTPClient, _ limits: TransportLimits
    ) async throws -> PinnedResponse {
        let port = privateTLS.map { ":\($0.port)" } ?? ""
        var message = HTTPClientRequest(url: request.origin.text + port + request.path)
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
