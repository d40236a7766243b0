// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import Hummingbird
import Logging
import Notes
import XRPCClient
import XRPCHost

/// The server of the example on a port of its own, for the time of one test.
enum TestServer {
    struct Failure: Error {}

    @TaskLocal static var origin: URL?

    /// A transport to the server that is running.
    static func transport(of client: XRPCClient) throws -> URLSessionTransport {
        guard let origin else { throw Failure() }
        return URLSessionTransport(origin: origin)
    }

    static func run(_ body: @escaping @Sendable (XRPCClient) async throws -> Void) async throws {
        var logger = Logger(label: "notes-tests")
        logger.logLevel = .error
        let host = try HostApplication(
            configuration: HostConfiguration(publicOrigin: "http://127.0.0.1", serviceDID: "did:web:localhost#notes"),
            sessions: nil, replayStore: InMemoryReplayStore(), plugins: [NotesPlugin()], logger: logger)
        let router = Router(context: HostRequestContext.self)
        host.mount(on: router)
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in continuation.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            for await port in ports {
                guard let url = URL(string: "http://127.0.0.1:\(port)") else { throw Failure() }
                try await $origin.withValue(url) {
                    try await body(XRPCClient(transport: URLSessionTransport(origin: url)))
                }
                break
            }
            group.cancelAll()
        }
    }
}
