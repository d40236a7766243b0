// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HTTPTypes
import JOSE
import Logging
import SQLiteStores
import WidgetTokenPlugin
@_spi(Generated) import XRPCCore
import XRPCHost

/// Times what the host itself does for a request, without sockets: from a request value to a response value.
@main
struct DispatchCheck {
    static let iterations = 20_000

    static func main() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "dispatch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let bench = try await Bench(path: directory.appending(path: "b.sqlite").path)
        let cases: [(String, HostRequest)] = [
            ("a path that is not XRPC's", bench.request("/other", token: nil)),
            ("an anonymous query", bench.request("/xrpc/com.example.bench.anyone", token: nil)),
            ("a widget-authenticated query", bench.request("/xrpc/com.example.bench.widget", token: bench.token)),
        ]
        for (label, request) in cases {
            let expected = request.target == "/other" ? 404 : 200
            guard await bench.host.respond(to: request).status.code == expected else { throw Failure() }
            var values: [Double] = []
            for _ in 0..<5 { values.append(await bench.measure(request)) }
            print(
                "\(label.padding(toLength: 34, withPad: " ", startingAt: 0))\(String(format: "%8.2f", values.sorted()[2])) µs"
            )
        }
    }

    struct Failure: Error {}
}

enum Anyone: XRPCQuery {
    static let descriptor = MethodDescriptor(nsid: .bench("anyone"), kind: .query, output: .empty)
}

enum Widget: XRPCQuery {
    static let descriptor = MethodDescriptor(nsid: .bench("widget"), kind: .query, output: .empty)
}

extension MethodDescriptor.Body {
    static let empty = MethodDescriptor.Body(encoding: "application/json", schema: .object(NoFields.self))
}

extension NSID {
    static func bench(_ name: String) -> NSID { NSID(checked: "com.example.bench.\(name)") }
}

struct DispatchPlugin: MethodPlugin {
    let name = "bench"

    func register(on registrar: inout MethodRegistrar) throws(HostStartupError) {
        try registrar.handle(Anyone.self, accepts: .none) { _, _ in NoFields() }
        try registrar.handle(Widget.self, accepts: .widget) { _, _ in NoFields() }
    }
}

struct Bench {
    let host: HostApplication
    let token: String

    init(path: String) async throws {
        let service = "did:web:localhost#appview"
        guard let peppers = PepperRing([.init(id: 1, secret: [UInt8](repeating: 1, count: 32))]),
            let did = DID(rawValue: "did:plc:ewvi7nxzyoun6zhxrhs64oiz")
        else { throw DispatchCheck.Failure() }
        let store = SQLiteTokenStore(try SQLiteDatabase(path: path, peppers: peppers))
        let policy = WidgetTokenPolicy(scopeSets: [.init(name: "default", methods: [Widget.nsid])])
        var logger = Logger(label: "bench")
        logger.logLevel = .warning
        let plugin = WidgetTokens(policy: policy, audience: service, store: store, peppers: peppers, logger: logger)
        host = try HostApplication(
            configuration: try HostConfiguration(publicOrigin: "http://127.0.0.1", serviceDID: service),
            sessions: NoSessions(), replayStore: InMemoryReplayStore(), plugins: [plugin, DispatchPlugin()],
            logger: logger)
        let minting = TokenMinting(
            policy: policy, audience: service, store: store, peppers: peppers, random: { Libcrypto.randomBytes($0) })
        let now = AuditCircumstances(at: Int64(Date().timeIntervalSince1970 * 1000), actor: "bench")
        token = try await minting.mint(
            .init(), .init(subject: did, session: nil, circumstances: now)
        ).revealed
    }

    func request(_ target: String, token: String?) -> HostRequest {
        var fields: HTTPFields = [.userAgent: "bench/1", .accept: "*/*"]
        if let token { fields[.authorization] = "Bearer \(token)" }
        return HostRequest(method: .get, target: target, headerFields: fields, peer: { "127.0.0.1" })
    }

    /// Microseconds of processor time for one call.
    func measure(_ request: HostRequest) async -> Double {
        let start = clock()
        for _ in 0..<DispatchCheck.iterations { _ = await host.respond(to: request) }
        return Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1_000_000 / Double(DispatchCheck.iterations)
    }
}

struct NoSessions: SessionVerifier {
    let offer = SessionOffer(proofAlgorithms: ["ES256"])
    let resourceMetadata: ProtectedResourceMetadata? = nil
    let proofLifetimes: ProofLifetimes? = nil
    func currentNonce(now: Date) -> String? { nil }
    func verify(_ presented: PresentedSession, now: Date) async throws(SessionRefusal) -> UnspentSession {
        throw .session(Refusal(.credentialsMissing))
    }
}
