// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import JOSE
import Logging
import NIOCore
import SampleApp
import ServiceLifecycle
import UnixSignals
import XRPCCore
import XRPCHost

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Starts a host on loopback with everything it needs and walks through it as a client.",
        discussion: """
            For trying out. The authorization server that it starts signs in whoever asks; serve cannot start it. \
            Exits 0 if every step went as it should, 1 otherwise.
            """)

    @Flag(help: "Stop after the tour instead of staying up.")
    var once = false
    @Flag(help: "One JSON object a step: step, status, error, ok.")
    var json = false
    @Option(help: "The directory for the database. (default: a new one below the temporary directory)")
    var directory: String?
    @Option(help: "The port of the host, 0 to 65535; 0 picks a free one.")
    var port = 0

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be between 0 and 65535") }
    }

    func run() async throws {
        let isComplete = try await ConfigurationFailure.reported { try await perform() }
        guard isComplete else { throw ExitCode.failure }
    }

    private func perform() async throws -> Bool {
        let directory = try makeDirectory()
        let logger = Logger(label: "demo") { JSONLogHandler(label: $0, level: .error) }
        let host = DemoHost(
            directory: directory, hostPort: port == 0 ? try await DemoHost.freePort() : port,
            issuerPort: try await DemoHost.freePort(), readMethod: Com.Example.Snaps.GetLatest.nsid, logger: logger)
        do {
            return try await walk(through: host)
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw OperatorFailure("port \(host.hostPort) is in use; choose another with --port")
        } catch {
            throw ListenAddress(host: "127.0.0.1", port: host.hostPort).startupError(error) ?? error
        }
    }

    /// Starts the host, walks the tour once everything listens, and waits for the end.
    private func walk(through host: DemoHost) async throws -> Bool {
        let (listening, announce) = AsyncStream.makeStream(of: Int.self)
        let services = try host.services { port in announce.yield(port) }
        let group = ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: host.logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { announce.finish() }  // also where a service could not start
                try await group.run()
            }
            guard await listening.prefix(services.count).reduce(0, { count, _ in count + 1 }) == services.count else {
                try await tasks.waitForAll()
                return false
            }
            say("The host is \(host.origin), its database \(host.directory)/demo.sqlite.\n")
            let isComplete = try await tour(host)
            if once || !isComplete { await group.triggerGracefulShutdown() }
            try await tasks.waitForAll()
            return isComplete
        }
    }

    private func tour(_ host: DemoHost) async throws -> Bool {
        guard let key = P256PrivateKey() else { throw OperatorFailure("libcrypto makes no key") }
        let printer = TourPrinter(isJSON: json)
        let tour = DemoTour(
            client: DemoClient(origin: host.origin, key: key), issuer: host.issuer, readMethod: host.readMethod,
            privateMethod: Com.Example.Snaps.GetInbox.nsid, report: printer.print)
        let (isComplete, token) = try await tour.walk()
        say(isComplete ? "Every step went as it should." : "A step did not go as it should.")
        if !once, isComplete {
            let read = "\(host.origin)/xrpc/\(host.readMethod.rawValue)"
            say("\nThe host stays up; stop it with Ctrl-C. Try:\n")
            say("  curl -H 'Authorization: Bearer \(token)' '\(read)?limit=2'")
            say(
                "  curl -i -H 'Authorization: Bearer \(token)' '\(host.origin)/xrpc/\(Com.Example.Snaps.GetInbox.nsid)'"
            )
            say("  curl '\(host.origin)/xrpc/_health'")
        }
        return isComplete
    }

    private func makeDirectory() throws -> String {
        let path = directory ?? NSTemporaryDirectory() + "xrpc-host-demo-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return path
    }

    private func say(_ text: String) {
        if !json { TourPrinter.printLine(text) }
    }
}
