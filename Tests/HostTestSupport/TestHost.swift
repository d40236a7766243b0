// SPDX-License-Identifier: Apache-2.0

package import DPoP
import Foundation
package import HTTPTypes
import Logging
package import Metrics
package import SQLiteStores
import SampleApp
import Synchronization
package import WidgetTokenPlugin
import XRPCCore
package import XRPCHost

/// A whole host with a real SQLite file and a clock that stands still, called in process.
package final class TestHost: Sendable {
    package let application: HostApplication
    package let party: TestParty
    package let clock: TestClock
    package let store: SQLiteTokenStore
    package let database: SQLiteDatabase
    package let directory: String
    package let log: LogRecorder
    private let nonces: NonceIssuer

    package static let readMethod = "com.example.snaps.getLatest"
    package static let privateMethod = "com.example.snaps.getInbox"
    package static let group = "app.didpic.identity"
    package static let defaultPolicy = WidgetTokenPolicy(
        scopeSets: [.init(name: "default", methods: [NSID(rawValue: readMethod)].compactMap(\.self))])

    /// Builds the verifiers of a host from its party and its rules for proofs.
    package typealias Verifiers = @Sendable (TestParty, ProofVerifier) throws -> SessionVerifiers

    /// One authorization server with published keys.
    package static let localAS: Verifiers = { party, proofs in
        try SessionVerifiers(
            dpop: DPoPSessions(verifiers: [try localAS(of: party)], proofs: proofs, service: TestParty.audience))
    }

    package static func localAS(of party: TestParty) throws -> LocalASVerifier {
        LocalASVerifier(
            policy: AccessTokenPolicy(issuer: TestParty.issuer, audiences: [TestParty.audience]),
            keys: FixedIssuerKeys(try party.keySet))
    }

    package init(
        policy: WidgetTokenPolicy = defaultPolicy, roles: @escaping RoleResolver = { _, _ in .none },
        group: String = group, verifiers: Verifiers = localAS,
        metrics: any MetricsFactory = NOOPMetricsHandler.instance,
        app: any MethodPlugin = SampleApp()
    ) throws {
        directory = NSTemporaryDirectory() + "xrpc-host-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        party = try TestParty()
        clock = TestClock()
        log = LogRecorder()
        let key = NonceIssuer.Key(id: 1, secret: [UInt8](repeating: 3, count: 32))
        guard let nonces = NonceIssuer(keys: [key], audience: TestParty.audience) else { throw TestParty.NoKey() }
        self.nonces = nonces
        let peppers = try Self.peppers()
        database = try SQLiteDatabase(path: directory + "/test.sqlite", peppers: peppers)
        store = SQLiteTokenStore(database)
        let recorder = log
        let logger = Logger(label: "test") { label in
            JSONLogHandler(label: label, level: .trace) { recorder.append($0) }
        }
        let plugin = WidgetTokens(
            policy: policy, audience: TestParty.audience, store: store, peppers: peppers, group: group, roles: roles,
            logger: logger)
        let clock = clock
        application = try HostApplication(
            configuration: try HostConfiguration(publicOrigin: "https://host.test", serviceDID: TestParty.audience),
            sessions: try verifiers(party, ProofVerifier(nonces: nonces, audience: TestParty.audience)),
            replayStore: SQLiteReplayStore(database), plugins: [plugin, app], logger: logger,
            metrics: metrics, now: { clock.now })
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    package static func peppers(_ byte: UInt8 = 7) throws -> PepperRing {
        guard let ring = PepperRing([.init(id: 1, secret: [UInt8](repeating: byte, count: 32))]) else {
            throw TestParty.NoKey()
        }
        return ring
    }

    /// One answer, decoded.
    package struct Answer: Sendable {
        package let status: Int
        package let fields: HTTPFields
        package let bytes: [UInt8]
        package let text: String

        package var json: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:]
        }
        package var error: String? { status >= 400 ? json["error"] as? String : nil }
    }

    package func send(
        _ method: String, _ target: String, _ fields: [(String, String)] = [], body: String = ""
    ) async -> Answer {
        var headerFields = HTTPFields()
        for (name, value) in fields {
            guard let name = HTTPField.Name(name) else { continue }
            headerFields.append(HTTPField(name: name, value: value))
        }
        let bytes = Array(body.utf8)
        let request = HostRequest(
            method: HTTPRequest.Method(method) ?? .get, target: target, headerFields: headerFields,
            peer: { "192.0.2.7" }
        ) { limit in
            guard bytes.count <= limit else { throw XRPCError.payloadTooLarge(limit: limit) }
            return bytes
        }
        let response = await application.respond(to: request)
        return Answer(
            status: response.status.code, fields: response.headerFields, bytes: response.body,
            text: String(decoding: response.body, as: UTF8.self))
    }

    /// The fields of a good session for a call.
    package func session(_ method: String, _ nsid: String, did: String = TestParty.did) -> [(String, String)] {
        session(method, nsid, token: party.accessToken(now: clock.now, did: did).signed)
    }

    /// The fields of a session with a good proof and any access token.
    package func session(_ method: String, _ nsid: String, token: String) -> [(String, String)] {
        let proof = party.proof(
            method, "https://host.test/xrpc/\(nsid)", token: token, nonce: nonces.current(now: clock.now),
            now: clock.now
        ).signed
        return [("Authorization", "DPoP \(token)"), ("DPoP", proof)]
    }

    /// Calls a method with a good session.
    package func call(
        _ method: String, _ nsid: String, query: String = "", did: String = TestParty.did, body: String? = nil,
        extra: [(String, String)] = []
    ) async -> Answer {
        var fields = session(method, nsid, did: did) + extra
        if body != nil { fields.append(("Content-Type", "application/json")) }
        return await send(method, "/xrpc/\(nsid)\(query)", fields, body: body ?? "")
    }

    /// Mints a native token.
    package func mint(did: String = TestParty.did) async -> String {
        await call("POST", "\(Self.group).mintWidgetToken", did: did).json["token"] as? String ?? ""
    }

    /// Reads with a widget token.
    package func read(_ token: String, _ extra: [(String, String)] = []) async -> Answer {
        await send("GET", "/xrpc/\(Self.readMethod)", [("Authorization", "Bearer \(token)")] + extra)
    }
}

/// Keeps what a logger writes.
package final class LogRecorder: Sendable {
    private let lines = Mutex<[UInt8]>([])

    package init() {}

    package func append(_ line: [UInt8]) { lines.withLock { $0 += line } }

    package var text: String { String(decoding: lines.withLock { $0 }, as: UTF8.self) }
}

extension TestHost {
    /// A host that tests share which change nothing in it.
    package static let shared: TestHost = {
        do {
            return try TestHost()
        } catch {
            preconditionFailure("the shared host cannot be built: \(error)")
        }
    }()

    /// A request with a body that a test controls.
    package static func request(
        _ method: String, _ target: String, _ fields: HTTPFields = [:],
        body: @escaping @Sendable (Int) async throws -> [UInt8]
    ) -> HostRequest {
        HostRequest(method: HTTPRequest.Method(method) ?? .get, target: target, headerFields: fields, body: body)
    }
}

extension TokenListQuery {
    /// Every token of every account.
    package static func all(at now: Int64) -> TokenListQuery {
        TokenListQuery(subject: nil, includesEnded: true, limit: 10_000, after: nil, now: now)
    }
}
