// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HTTPTypes
import HostTestSupport
import JOSE
import Logging
import SampleApp
import Synchronization
import Testing
import XRPCCore

@testable import XRPCHost

@Suite struct StartupTests {
    @Test(arguments: [
        ("http://api.example.com", "did:web:a.test#x", "public-origin"),
        ("api.example.com", "did:web:a.test#x", "public-origin"),
        ("https://api.example.com/path", "did:web:a.test#x", "public-origin"),
        ("https://api.example.com?x", "did:web:a.test#x", "public-origin"),
        ("https://a.test", "did:web:a.test", "service-did"),
        ("https://a.test", "a.test#x", "service-did"), ("https://a.test", "did:web:a.test#", "service-did"),
    ])
    func anUnsafeConfigurationNamesTheSetting(origin: String, service: String, setting: String) {
        let error = #expect(throws: HostStartupError.self) {
            try HostConfiguration(publicOrigin: origin, serviceDID: service)
        }
        #expect(error?.setting == setting)
    }

    @Test(arguments: [
        "https://api.example.com", "https://api.example.com/", "http://127.0.0.1:8080", "http://[::1]",
        "http://localhost",
    ])
    func aSafeOriginIsAccepted(origin: String) throws {
        _ = try HostConfiguration(publicOrigin: origin, serviceDID: "did:web:a.test#x")
    }

    @Test func theBodyBoundIsItselfBounded() {
        for bytes in [0, 1_048_577] {
            #expect(throws: HostStartupError.self) {
                try HostConfiguration(
                    publicOrigin: "https://a.test", serviceDID: "did:web:a.test#x", maximumBodyBytes: bytes)
            }
        }
    }

    @Test func severalProcessesNeedAReplayStoreThatTheyShare() throws {
        for (nodes, starts) in [(1, true), (2, false)] {
            let make = {
                try HostApplication(
                    configuration: try HostConfiguration(
                        publicOrigin: "https://a.test", serviceDID: "did:web:a.test#x", nodes: nodes),
                    sessions: nil, replayStore: InMemoryReplayStore(), plugins: [], logger: Logger(label: "test"))
            }
            guard !starts else {
                _ = try make()
                continue
            }
            #expect(#expect(throws: HostStartupError.self) { try make() }?.setting == "nodes")
        }
        for nodes in [0, 1001] {
            #expect(throws: HostStartupError.self) {
                try HostConfiguration(publicOrigin: "https://a.test", serviceDID: "did:web:a.test#x", nodes: nodes)
            }
        }
    }

    private func host(_ plugins: [any MethodPlugin]) throws -> HostApplication {
        try HostApplication(
            configuration: try HostConfiguration(publicOrigin: "https://a.test", serviceDID: "did:web:a.test#x"),
            sessions: nil, replayStore: InMemoryReplayStore(), plugins: plugins, logger: Logger(label: "test"))
    }

    @Test func aRouteForSessionsNeedsAVerifier() {
        let error = #expect(throws: HostStartupError.self) { try host([SampleApp()]) }
        #expect(["issuer", "plugins"].contains(error?.setting))
    }

    /// What challenges point to must be there as well where the host is mounted in front of other routes.
    @Test func aMountedHostServesItsMetadataWhereItHasSome() throws {
        for hasMetadata in [true, false] {
            let host = try TestHost(verifiers: { party, proofs in
                let sessions = try DPoPSessions(
                    verifiers: [try TestHost.localAS(of: party)], proofs: proofs, service: TestParty.audience)
                let metadata = ProtectedResourceMetadata(
                    origin: try #require(HTTPTarget("https://host.test")), issuer: TestParty.issuer,
                    proofAlgorithms: [])
                return try SessionVerifiers(dpop: sessions, metadata: hasMetadata ? metadata : nil)
            })
            for (path, isServed) in [
                ("/xrpc", true), ("/xrpc/", true), ("/xrpc/a.b.c?d", true), ("/xrpc?d", true), ("/xrpcx", false),
                ("/", false), ("/.well-known/oauth-protected-resource", hasMetadata),
                ("/.well-known/oauth-protected-resource?x", hasMetadata), ("/.well-known/did.json", false),
            ] { #expect(host.application.serves(path) == isServed, "\(path)") }
        }
    }

    @Test func twoPluginsCannotServeOneMethod() {
        let error = #expect(throws: HostStartupError.self) { try host([SampleApp(), SampleApp()]) }
        #expect(error?.problem.contains("is already registered by sample-app") == true)
    }

    @Test func anUnexpectedErrorIsA500WithoutDetails() async throws {
        let host = try TestHost(app: FailingPlugin())
        let answer = await host.call("GET", TestHost.readMethod)
        #expect(answer.status == 500)
        #expect(answer.text == #"{"error":"InternalServerError","message":"Internal Server Error"}"#)
        #expect(answer.fields[try #require(HTTPField.Name("DPoP-Nonce"))]?.utf8.count == 30)
        #expect(host.log.text.contains(#""detail":"Untold""#))
        #expect(!host.log.text.contains("hunter2"))
    }

    private static let summaries: [(error: any Error, summary: String)] = [
        (Untold(), "Untold"), (Told(), "Told: no room"), (Coded.plain, "Coded.plain"),
        (Coded.carrying("hunter2"), "Coded.carrying"),
    ]

    @Test func anErrorIsLoggedByItsOwnWordsOrByItsName() {
        for (error, summary) in Self.summaries { #expect(ErrorSummary.of(error) == summary) }
    }
}

private struct Untold: Error { let password = "hunter2" }

private struct Told: Error, CustomStringConvertible {
    let password = "hunter2"
    let description = "no room"
}

private enum Coded: Error {
    case plain
    case carrying(String)
}

private struct FailingPlugin: MethodPlugin {
    let name = "failing"

    func register(on registrar: inout MethodRegistrar) throws(HostStartupError) {
        try registrar.handle(Com.Example.Snaps.GetLatest.self, accepts: .sessionOrWidget) { _, _ in throw Untold() }
    }
}

@Suite struct RemoteIssuerKeysTests {
    private let now = Date(timeIntervalSince1970: 1_750_000_000)

    private final class Source: Sendable {
        let state = Mutex((answers: [[UInt8]?](), fetches: 0))
        init(_ answers: [[UInt8]?]) { state.withLock { $0.answers = answers } }
        struct Down: Error {}
        func fetch() throws -> [UInt8] {
            try state.withLock { state in
                state.fetches += 1
                guard let answer = state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0] else {
                    throw Down()
                }
                return answer
            }
        }
        var fetches: Int { state.withLock { $0.fetches } }
    }

    private func set(_ party: TestParty, _ id: String) -> [UInt8] {
        Array(#"{"keys":[\#(party.issuerKey.publicKey.canonicalForm.dropLast()),"kid":"\#(id)"}]}"#.utf8)
    }

    @Test func aSetIsFetchedOnceWhileItIsFresh() async throws {
        let source = Source([set(try TestParty(), "a")])
        let keys = RemoteIssuerKeys { try source.fetch() }
        for second in [0, 1, 299] {
            #expect(try await keys.key(id: "a", for: .es256, now: now.addingTimeInterval(TimeInterval(second))) != nil)
        }
        #expect(source.fetches == 1)
        _ = try await keys.key(id: "a", for: .es256, now: now.addingTimeInterval(300))
        #expect(source.fetches == 2)
    }

    /// Those who come later and those who came earlier than the one whose fetch it is.
    @Test func everyoneWhoWaitsForAFetchGetsItsKey() async throws {
        let bytes = set(try TestParty(), "a")
        let (answers, answer) = AsyncStream.makeStream(of: [UInt8].self)
        let fetches = Mutex(0)
        let keys = RemoteIssuerKeys {
            fetches.withLock { $0 += 1 }
            for await bytes in answers { return bytes }
            return []
        }
        let found = await withTaskGroup(of: Bool.self) { group in
            for number in -20...20 {
                let time = now.addingTimeInterval(Double(number) * 0.05)
                group.addTask { (try? await keys.key(id: "a", for: .es256, now: time)) != nil }
            }
            answer.yield(bytes)
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(found == 41)
        #expect(fetches.withLock { $0 } == 1)
        await #expect(throws: Refusal.self, "a set from the distant future has no use") {
            answer.finish()
            _ = try await keys.key(id: "a", for: .es256, now: now.addingTimeInterval(-4000))
        }
    }

    @Test func anUnknownNameCausesOneFetchAMinute() async throws {
        let party = try TestParty()
        let source = Source([set(party, "a"), set(party, "b")])
        let keys = RemoteIssuerKeys { try source.fetch() }
        #expect(try await keys.key(id: "a", for: .es256, now: now) != nil)
        for _ in 0..<10 { #expect(try await keys.key(id: "b", for: .es256, now: now.addingTimeInterval(30)) == nil) }
        #expect(source.fetches == 1)
        #expect(try await keys.key(id: "b", for: .es256, now: now.addingTimeInterval(61)) != nil)
        #expect(source.fetches == 2)
    }

    @Test func anOutageIsBridgedForAnHourAndThenRefuses() async throws {
        let source = Source([set(try TestParty(), "a"), nil])
        let keys = RemoteIssuerKeys { try source.fetch() }
        #expect(try await keys.key(id: "a", for: .es256, now: now) != nil)
        #expect(try await keys.key(id: "a", for: .es256, now: now.addingTimeInterval(3599)) != nil)
        let refusal = await #expect(throws: Refusal.self) {
            try await keys.key(id: "a", for: .es256, now: now.addingTimeInterval(3700))
        }
        #expect(refusal?.reason == .issuerKeysUnavailable)
    }

    @Test func withoutEverAnAnswerItRefusesAndRecovers() async throws {
        let source = Source([nil, set(try TestParty(), "a")])
        let keys = RemoteIssuerKeys { try source.fetch() }
        await #expect(throws: Refusal.self) { try await keys.key(id: "a", for: .es256, now: now) }
        #expect(try await keys.key(id: "a", for: .es256, now: now.addingTimeInterval(2)) != nil)
    }

    @Test(arguments: ["http://as.test/jwks", "ftp://as.test", "nothing"]) func onlyHTTPSIsFetched(url: String) {
        #expect(throws: HostStartupError.self) { try JWKSFetcher(url: url) }
    }
}

@Suite struct RedactionTests {
    @Test(arguments: [
        ("plain text", "plain text"), ("a dpwt_1abcDEF b", "a [redacted] b"), ("dpwt_", "[redacted]"),
        ("DPoP eyJhbGciOi.abc-_.x, rest", "DPoP [redacted], rest"), ("\"dpwt_1x\"", "\"[redacted]\""),
    ])
    func blotsOutTokens(text: String, expected: String) { #expect(Redaction.applied(to: text) == expected) }

    @Test func theLogHandlerRedactsMessagesAndMetadata() {
        let recorder = LogRecorder()
        var logger = Logger(label: "x") { JSONLogHandler(label: $0, level: .info) { recorder.append($0) } }
        logger[metadataKey: "fixed"] = "dpwt_1secret"
        logger.info("token dpwt_1secret", metadata: ["a": "eyJx.y.z"])
        logger.debug("dropped")
        #expect(!recorder.text.contains("secret"))
        #expect(!recorder.text.contains("eyJ"))
        #expect(recorder.text.contains(#""message":"token [redacted]""#))
        #expect(recorder.text.split(separator: "\n").count == 1)
        #expect(logger[metadataKey: "fixed"] == "dpwt_1secret")
    }
}
