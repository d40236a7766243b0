// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Logging
import XRPCHost

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves until it is stopped.",
        discussion: """
            Each setting can be a flag, an environment variable such as XRPCHOST_PUBLIC_ORIGIN, or a name in a JSON \
            file; a flag beats the environment, which beats the file. A setting that is unknown, missing or unsafe \
            keeps the host from starting, with exit code 78 and its name.
            """)

    @OptionGroup var flags: SettingFlags

    func run() async throws {
        try await ConfigurationFailure.reported {
            Self.limitNameQueries()
            let settings = HostSettings(try await SettingSources(flags))
            let address = try ListenAddress(settings)
            try await address.check()
            try await serve(try makeServer(settings, address), at: address)
        }
    }

    /// Makes DNS give up within the three seconds of a look-up, unless the operator has decided otherwise (resolv.conf(5)).
    private static func limitNameQueries() { setenv("RES_OPTIONS", "timeout:1 attempts:2", 0) }

    private func serve(_ server: HostServer, at address: ListenAddress) async throws {
        let logger = server.logger
        do {
            try await server.run { port in
                logger.notice("listening", metadata: ["port": "\(port)"])
            }
        } catch {
            throw address.startupError(error) ?? error
        }
    }

    private func makeServer(_ settings: HostSettings, _ address: ListenAddress) throws -> HostServer {
        let level = try settings.logLevel()
        let logger = Logger(label: "xrpc-host") { JSONLogHandler(label: $0, level: level) }
        return HostServer(
            application: try HostAssembly(settings: settings, logger: logger).application(),
            address: address.binding,
            idleSeconds: try settings.number(.idleSeconds, in: 1...3600),
            shutdownSeconds: try settings.number(.shutdownSeconds, in: 1...3600), logger: logger)
    }
}
