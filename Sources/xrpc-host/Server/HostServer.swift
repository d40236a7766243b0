// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals
import XRPCHost

/// Runs a host as a server of its own until it is told to stop.
struct HostServer {
    let application: HostApplication
    let address: BindAddress
    let idleSeconds: Int
    let shutdownSeconds: Int
    let logger: Logger

    /// The largest header in bytes; the largest credential and proof fit with room to spare.
    static let maximumHeaderBytes = 32_768

    /// The server as a service, for groups that run more beside it.
    ///
    /// - Parameter onListening: is told the port.
    func service(onListening: @escaping @Sendable (Int) async -> Void) -> some Service {
        let idle = TimeAmount.seconds(Int64(idleSeconds))
        let limits = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: Self.maximumHeaderBytes, maxHeaderListSize: Self.maximumHeaderBytes,
            maxHeaderFieldCount: 100)
        let server = HTTPServerBuilder { responder in
            OnEventLoop(
                base: HTTP1Channel(
                    responder: responder,
                    configuration: .init(
                        additionalChannelHandlers: [ProtocolErrorHandler(bodyDeadline: idle)], idleTimeout: idle,
                        httpDecoderConfiguration: limits)))
        }
        return Application(
            responder: application.responder(), server: server,
            configuration: .init(address: address, serverName: nil), services: application.services,
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) }, logger: logger)
    }

    /// Serves until SIGTERM or SIGINT; running requests are finished, but no longer than the deadline.
    func run(onListening: @escaping @Sendable (Int) async -> Void) async throws {
        signal(SIGPIPE, SIG_IGN)  // a reader of the log or a client that goes away is no reason to end
        var configuration = ServiceGroupConfiguration(
            services: [service(onListening: onListening)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(shutdownSeconds)
        try await ServiceGroup(configuration: configuration).run()
    }
}
