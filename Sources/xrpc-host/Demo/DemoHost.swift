// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import Hummingbird
import JOSE
import Logging
import NIOCore
import NIOPosix
import SQLiteStores
import SampleApp
import ServiceLifecycle
import WidgetTokenPlugin
import XRPCCore
import XRPCHost

/// The host of the demo, put together on loopback with the trial authorization server beside it.
struct DemoHost {
    let directory: String
    let hostPort: Int
    let issuerPort: Int
    let readMethod: NSID
    let logger: Logger

    static let service = "did:web:localhost#appview"
    var origin: String { "http://127.0.0.1:\(hostPort)" }
    var issuer: String { "http://127.0.0.1:\(issuerPort)" }

    func services(onListening: @escaping @Sendable (Int) async -> Void) throws -> [any Service] {
        guard let issuerKey = P256PrivateKey() else { throw OperatorFailure("libcrypto makes no key") }
        let trial = TrialAuthorizationServer(issuer: issuer, audience: Self.service, key: issuerKey)
        let server = HostServer(
            application: try application(), address: .hostname("127.0.0.1", port: hostPort), idleSeconds: 60,
            shutdownSeconds: 5, logger: logger)
        return [
            trial.application(port: issuerPort, onListening: onListening),
            server.service(onListening: onListening),
        ]
    }

    private func application() throws -> HostApplication {
        let pepper = PepperRing.Key(id: 1, secret: try pepperSecret())
        let nonceKey = NonceIssuer.Key(id: 0, secret: Libcrypto.randomBytes(32))
        guard let peppers = PepperRing([pepper]), let nonces = NonceIssuer(keys: [nonceKey], audience: Self.service)
        else { throw OperatorFailure("the demo's keys are unusable") }
        let database = try SQLiteDatabase(path: directory + "/demo.sqlite", peppers: peppers)
        let fetcher = try JWKSFetcher(url: "\(issuer)/jwks")
        let policy = WidgetTokenPolicy(
            scopeSets: [.init(name: "default", description: "See your latest pictures", methods: [readMethod])])
        return try HostApplication(
            configuration: try HostConfiguration(publicOrigin: origin, serviceDID: Self.service),
            sessions: try SessionVerifiers(
                dpop: DPoPSessions(
                    verifiers: [
                        LocalASVerifier(
                            policy: AccessTokenPolicy(issuer: issuer, audiences: [Self.service]),
                            keys: RemoteIssuerKeys { try await fetcher.fetch() })
                    ], proofs: ProofVerifier(nonces: nonces, audience: Self.service), service: Self.service)),
            replayStore: SQLiteReplayStore(database),
            plugins: [
                WidgetTokens(
                    policy: policy, audience: Self.service, store: SQLiteTokenStore(database), peppers: peppers,
                    logger: logger), SampleApp(),
            ], logger: logger)
    }

    /// A key file beside the database, so that a directory can be used again.
    private func pepperSecret() throws -> [UInt8] {
        let file = KeyFile(path: directory + "/demo.pepper", setting: .pepperFile)
        if !FileManager.default.fileExists(atPath: file.path) {
            _ = try file.add(Libcrypto.randomBytes(32), as: .current)
        }
        return try file.read().first?.secret ?? []
    }

    /// A port that was free a moment ago; a port must be known before the origin can be configured.
    static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }
}
