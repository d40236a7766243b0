// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import Identity

/// Servers that answer badly, on a real socket.
@Suite struct PinnedFetcherTests {
    private static let reach = NetworkReach.publicInternetAndLoopback
    private static let local = IPAddress(127, 0, 0, 1)

    private static func fetch(
        limits: FetchLimits = .patient, _ script: @escaping LoopbackServer.Script
    ) async throws -> (result: Result<FetchedDocument, FetchFailure>, server: LoopbackServer) {
        let server = try await LoopbackServer.start(script)
        let origin = try #require(WebOrigin("http://localhost:\(server.port)", reach: reach))
        let fetcher = PinnedFetcher(reach: reach, limits: limits, resolver: ScriptedDNS([local]))
        let request = FetchRequest(origin: origin, path: "/.well-known/did.json", accept: "application/json")
        let result: Result<FetchedDocument, FetchFailure>
        do {
            result = .success(try await fetcher.fetch(request))
        } catch {
            result = .failure(error)
        }
        try await server.stop()
        return (result, server)
    }

    private static func failure(_ result: Result<FetchedDocument, FetchFailure>) -> FetchFailure? {
        guard case .failure(let failure) = result else { return nil }
        return failure
    }

    @Test func givesTheBodyAndTheMediaType() async throws {
        let (result, server) = try await Self.fetch { _ in
            .init(headers: [("Content-Type", "Application/DID+LD+JSON ; charset=utf-8")], body: Array("hello".utf8))
        }
        let document = try result.get()
        #expect(document.bytes == Array("hello".utf8))
        #expect(document.mediaType == "application/did+ld+json")
        #expect(server.requests.map(\.path) == ["/.well-known/did.json"])
    }

    @Test(arguments: [
        (404, FetchFailure.notFound), (410, .notFound), (301, .redirected), (302, .redirected), (307, .redirected),
        (308, .redirected), (201, .status(201)), (204, .status(204)), (400, .status(400)), (403, .status(403)),
        (429, .status(429)), (500, .status(500)), (503, .status(503)),
    ]) func onlyA200IsADocument(status: Int, failure: FetchFailure) async throws {
        let (result, _) = try await Self.fetch { _ in .init(status: status, headers: []) }
        #expect(Self.failure(result) == failure)
    }

    @Test func aRedirectIsNotFollowed() async throws {
        let second = try await LoopbackServer.start { _ in .init() }
        for target in ["http://169.254.169.254/latest/meta-data/", "http://localhost:\(second.port)/", "/elsewhere"] {
            let (result, server) = try await Self.fetch { _ in
                .init(status: 302, headers: [("Location", target)])
            }
            #expect(Self.failure(result) == .redirected)
            #expect(server.requests.count == 1)
        }
        #expect(second.connections == 0)
        try await second.stop()
    }

    @Test(arguments: [LoopbackServer.Pace.atOnce, .chunked]) func aBodyHasAtMost64KiB(
        pace: LoopbackServer.Pace
    ) async throws {
        let (full, _) = try await Self.fetch { _ in
            .init(body: [UInt8](repeating: 0x20, count: 65_536), pace: pace)
        }
        #expect(try full.get().bytes.count == 65_536)
        let (over, _) = try await Self.fetch { _ in
            .init(body: [UInt8](repeating: 0x20, count: 65_537), pace: pace)
        }
        #expect(Self.failure(over) == .tooLarge)
    }

    @Test func anEndlessBodyIsCutOff() async throws {
        let (result, _) = try await Self.fetch { _ in
            .init(headers: [("Content-Length", "99999999999")], body: [0x20], pace: .chunked)
        }
        #expect(Self.failure(result) == .tooLarge)
    }

    @Test(arguments: [LoopbackServer.Pace.drip, .silent]) func aSlowBodyEndsWithTheTime(
        pace: LoopbackServer.Pace
    ) async throws {
        let limits = FetchLimits(total: .seconds(1))
        let (result, _) = try await Self.fetch(limits: limits) { _ in .init(pace: pace) }
        #expect(Self.failure(result) == .timedOut)
    }

    @Test func aServerThatNeverAnswersEndsWithTheTime() async throws {
        let (result, _) = try await Self.fetch(limits: FetchLimits(total: .seconds(1))) { _ in nil }
        #expect(Self.failure(result) == .timedOut)
    }

    /// The time limit of these tests is the failure: the servers would send for ever.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            LoopbackServer.Answer(pace: .drip), LoopbackServer.Answer(status: 404, pace: .drip),
            LoopbackServer.Answer(status: 302, headers: [], pace: .drip), LoopbackServer.Answer(pace: .silent),
            LoopbackServer.Answer(body: [UInt8](repeating: 0x20, count: 70_000)),
        ]) func nothingIsLeftOpenAfterABadAnswer(answer: LoopbackServer.Answer) async throws
    {
        let (result, server) = try await Self.fetch(limits: FetchLimits(total: .milliseconds(200))) { _ in answer }
        #expect(Self.failure(result) != nil)
        try await server.allConnectionsClosed()
    }

    @Test func aConnectionServesTheNextRequestToTheSameAddress() async throws {
        let server = try await LoopbackServer.start { _ in .init(body: Array("{}".utf8)) }
        let origin = try #require(WebOrigin("http://localhost:\(server.port)", reach: Self.reach))
        let fetcher = PinnedFetcher(
            reach: Self.reach, limits: .patient,
            resolver: ScriptedDNS([Self.local], [Self.local], [IPAddress(127, 0, 0, 2)]))
        let request = FetchRequest(origin: origin, path: "/", accept: "*/*")
        for _ in 0..<2 { _ = try await fetcher.fetch(request) }
        #expect(server.connections == 1)
        // The name has moved, so the connection to its old address is of no use.
        await #expect(throws: FetchFailure.unreachable) { try await fetcher.fetch(request) }
        #expect(server.requests.count == 2)
        try await server.stop()
    }

    @Test func aConnectionThatTheServerClosedIsReplaced() async throws {
        let server = try await LoopbackServer.start { _ in .init(body: Array("{}".utf8)) }
        let origin = try #require(WebOrigin("http://localhost:\(server.port)", reach: Self.reach))
        let fetcher = PinnedFetcher(reach: Self.reach, limits: .patient, resolver: ScriptedDNS([Self.local]))
        let request = FetchRequest(origin: origin, path: "/", accept: "*/*")
        for _ in 0..<5 {
            _ = try await fetcher.fetch(request)
            try await server.closeConnections()
        }
        #expect(server.connections == 5)
        try await server.stop()
    }

    @Test func theShelfGivesOutWhatWaitedLongest() {
        var shelf = IdleShelf<String, Int>(capacity: 2)
        #expect(shelf.put(1, for: "a") == nil)
        #expect(shelf.put(2, for: "a") == nil)
        #expect(shelf.put(3, for: "b") == 1)
        #expect(shelf.take("a") == 2)
        #expect(shelf.take("a") == nil)
        #expect(shelf.takeAll() == [3])
        #expect(shelf.count == 0)
    }

    @Test(.timeLimit(.minutes(1))) func aCancelledCallerDoesNotWaitForTheTime() async throws {
        let (heard, tell) = AsyncStream.makeStream(of: Void.self)
        let server = try await LoopbackServer.start { _ in
            tell.yield()
            return nil
        }
        let origin = try #require(WebOrigin("http://localhost:\(server.port)", reach: Self.reach))
        let fetcher = PinnedFetcher(
            reach: Self.reach, limits: FetchLimits(total: .seconds(600)), resolver: ScriptedDNS([Self.local]))
        let task = Task { try await fetcher.fetch(FetchRequest(origin: origin, path: "/", accept: "*/*")) }
        for await _ in heard { break }
        task.cancel()
        await #expect(throws: FetchFailure.unreachable) { try await task.value }
        try await server.allConnectionsClosed()
        try await server.stop()
    }

    @Test func aNameServerThatHangsEndsWithTheTime() async throws {
        let origin = try #require(WebOrigin("https://slow.example.com", reach: .publicInternet))
        let dns = HangingDNS()
        let fetcher = PinnedFetcher(limits: FetchLimits(total: .milliseconds(500), inFlight: 1), resolver: dns)
        await #expect(throws: FetchFailure.nameTimedOut) {
            try await fetcher.fetch(FetchRequest(origin: origin, path: "/", accept: "*/*"))
        }
        // The first one is still stuck, so the second never gets its turn.
        await #expect(throws: FetchFailure.overloaded) {
            try await fetcher.fetch(FetchRequest(origin: origin, path: "/", accept: "*/*"))
        }
        dns.release()
    }

    /// Does not heed cancellation, like the system's resolver.
    private final class HangingDNS: HostResolver {
        private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])

        func addresses(of host: String, priority: FetchPriority) async throws -> [IPAddress] {
            await withCheckedContinuation { continuation in waiting.withLock { $0.append(continuation) } }
            return []
        }

        func release() {
            for continuation in waiting.withLock({ $0 }) { continuation.resume() }
        }
    }

    @Test func aNameWithoutAddressesIsUnresolved() async throws {
        let origin = try #require(WebOrigin("https://gone.example.com", reach: .publicInternet))
        for dns in [ScriptedDNS([]), ScriptedDNS()] {
            await #expect(throws: FetchFailure.nameUnresolved) {
                try await PinnedFetcher(limits: .patient, resolver: dns).fetch(
                    FetchRequest(origin: origin, path: "/", accept: "*/*"))
            }
        }
    }

    @Test func aClosedPortIsUnreachable() async throws {
        let server = try await LoopbackServer.start { _ in nil }
        let port = server.port
        try await server.stop()
        let origin = try #require(WebOrigin("http://localhost:\(port)", reach: Self.reach))
        await #expect(throws: FetchFailure.unreachable) {
            try await PinnedFetcher(reach: Self.reach, limits: .patient, resolver: ScriptedDNS([Self.local]))
                .fetch(FetchRequest(origin: origin, path: "/", accept: "*/*"))
        }
    }

    @Test func theSecondAddressIsTriedAndNoThird() async throws {
        let addresses = (1...3).map { IPAddress(8, 8, 8, $0) }
        let origin = try #require(WebOrigin("https://three.example.com", reach: .publicInternet))
        let request = FetchRequest(origin: origin, path: "/", accept: "*/*")
        for (dead, tried, succeeds) in [(1, 2, true), (2, 2, false)] {
            let transport = RecordingTransport(unreachable: Set(addresses.prefix(dead)))
            let fetcher = PinnedFetcher(
                reach: .publicInternet, limits: .patient, resolver: ScriptedDNS(addresses), transport: transport)
            let document = try? await fetcher.fetch(request)
            #expect((document != nil) == succeeds)
            #expect(transport.addresses == Array(addresses.prefix(tried)))
        }
    }

    @Test func theSecondAttemptIsOfTheOtherFamily() async throws {
        let addresses = ["2606:4700::1", "2606:4700::2", "1.1.1.1", "8.8.8.8"].compactMap(AddressTests.address)
        let origin = try #require(WebOrigin("https://both.example.com", reach: .publicInternet))
        let transport = RecordingTransport(unreachable: Set(addresses))
        let fetcher = PinnedFetcher(
            reach: .publicInternet, limits: .patient, resolver: ScriptedDNS(addresses), transport: transport)
        await #expect(throws: FetchFailure.unreachable) {
            try await fetcher.fetch(FetchRequest(origin: origin, path: "/", accept: "*/*"))
        }
        #expect(transport.addresses == [addresses[0], addresses[2]])
    }

    @Test(arguments: FetchPriority.allCases) func namesAreLookedUpWithThePriorityOfTheRequest(
        priority: FetchPriority
    ) async throws {
        let dns = ScriptedDNS([IPAddress(8, 8, 8, 8)])
        let fetcher = PinnedFetcher(
            reach: .publicInternet, limits: .patient, resolver: dns, transport: RecordingTransport())
        let origin = try #require(WebOrigin("https://pds.example.com", reach: .publicInternet))
        _ = try await fetcher.fetch(FetchRequest(origin: origin, path: "/", accept: "*/*", priority: priority))
        #expect(dns.priorities == [priority])
    }

    @Test func outagesAreToldFromAnswers() {
        let answers: [FetchFailure] = [.notFound, .addressRefused, .redirected, .tooLarge]
        let outages: [FetchFailure] = [.nameUnresolved, .unreachable, .status(500), .timedOut]
        let notAsked: [FetchFailure] = [.overloaded, .nameTimedOut]
        #expect(answers.allSatisfy { $0.kind == .answer && !$0.isOutage })
        #expect(outages.allSatisfy { $0.kind == .outage && $0.isOutage })
        #expect(notAsked.allSatisfy { $0.kind == .notAsked && $0.isOutage })
        #expect(Set((answers + outages + notAsked).map(\.description)).count == 10)
    }

    @Test func theSystemResolverKnowsThisMachine() async throws {
        let addresses = try await SystemHostResolver().addresses(of: "localhost", priority: .discovery)
        #expect(!addresses.isEmpty)
        #expect(addresses.allSatisfy { $0.kind == .loopback })
    }
}
