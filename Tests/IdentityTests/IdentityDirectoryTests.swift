// SPDX-License-Identifier: Apache-2.0

import Foundation
import Identity
import Synchronization
import Testing

/// The cache with tasks around it.
@Suite struct IdentityDirectoryTests {
    private static func did(_ text: String = Account.did) throws -> ResolvableDID {
        try #require(ResolvableDID(text, reach: .publicInternet))
    }

    @Test func manyQuestionsAtOnceShareOneFetch() async throws {
        let account = try Account()
        let gate = GatedResolver(try account.document)
        let directory = IdentityDirectory(resolver: gate)
        let did = try Self.did()
        let found = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    if number == 99 { gate.open() }
                    return (try? await directory.identity(of: did, use: .credential, now: Account.start)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(found == 100)
        #expect(gate.count == 1)
    }

    @Test func onlyWhoIsKnownGoesFirst() async throws {
        let gate = GatedResolver(try Account().document)
        gate.open()
        let directory = IdentityDirectory(resolver: gate)
        for seconds in [0.0, 301, 602] {
            _ = try await directory.identity(of: try Self.did(), use: .credential, now: Account.start + seconds)
        }
        #expect(gate.priorities == [.discovery, .renewal, .renewal])
    }

    @Test func aReaderGetsTheOldCopyAtOnceAndTheNextOneTheNew() async throws {
        let account = try Account()
        let rotated = try Account()
        let gate = GatedResolver(try account.document)
        gate.open()
        let directory = IdentityDirectory(resolver: gate)
        let did = try Self.did()
        _ = try await directory.identity(of: did, use: .reading, now: Account.start)
        gate.close(next: try rotated.document)
        let later = Account.start + 7200
        let old = try await directory.identity(of: did, use: .reading, now: later)
        #expect(old.document == (try account.document))
        #expect(old.age == 7200)
        gate.open()
        // A credential does not take the old copy, so it waits for the fetch that the reader began.
        let new = try await directory.identity(of: did, use: .credential, now: later)
        #expect(new.document == (try rotated.document))
        #expect(gate.count == 2)
    }

    @Test func aCallerThatIsCancelledLeavesTheFetchToTheOthers() async throws {
        let gate = GatedResolver(try Account().document)
        let directory = IdentityDirectory(resolver: gate)
        let did = try Self.did()
        let first = Task { try await directory.identity(of: did, use: .credential, now: Account.start) }
        first.cancel()
        gate.open()
        _ = try await directory.identity(of: did, use: .credential, now: Account.start)
        #expect(gate.count == 1)
    }

    @Test func eventsTellTheAgeAndTheSource() async throws {
        let log = EventLog()
        let resolver = ScriptedResolver(.success(try Account().document))
        let directory = IdentityDirectory(resolver: resolver, observer: log.observer)
        let did = try Self.did()
        _ = try await directory.identity(of: did, use: .credential, now: Account.start)
        _ = try await directory.identity(of: did, use: .reading, now: Account.start + 42)
        resolver.set(.failure(.notFound))
        _ = try? await directory.identity(of: did, use: .credential, now: Account.start + 400)
        let seen = log.all.map { event in
            switch event {
            case .used(let use, let source, let age): "\(use.rawValue) \(source.rawValue) \(Int(age))"
            case .failed(let use, let failure): "\(use.rawValue) \(failure)"
            case .refreshForced(let kind): kind.rawValue
            }
        }
        #expect(seen == ["credential fetched 0", "reading cached 42", "credential not-found"])
    }

    @Test func manyAccountsTogetherForceTwentyRefreshesASecond() async throws {
        let log = EventLog()
        let resolver = ScriptedResolver(.success(try Account().document))
        let directory = IdentityDirectory(resolver: resolver, observer: log.observer)
        let letters = Array("abcdefghijklmnopqrstuvwxyz234567")
        for number in 0..<200 {
            let name = String(letters[number / 32]) + String(letters[number % 32])
            let did = try Self.did("did:plc:\(name)\(String(repeating: "a", count: 22))")
            let known = try await directory.identity(of: did, use: .credential, now: Account.start)
            let cached = ResolvedIdentity(document: known.document, age: 10, source: .cached)
            _ = try await directory.rotatedIdentity(of: did, known: cached, now: Account.start + 1)
        }
        #expect(log.count(.unchanged) == 20)
        #expect(log.count(.refused) == 180)
    }

    @Test func aRefreshWithoutAnAnswerIsAnOutageThatKeepsTheCopyAndTheBudget() async throws {
        let log = EventLog()
        let resolver = ScriptedResolver(.success(try Account().document))
        let directory = IdentityDirectory(resolver: resolver, observer: log.observer)
        let did = try Self.did()
        _ = try await directory.identity(of: did, use: .credential, now: Account.start)
        let known = try await directory.identity(of: did, use: .credential, now: Account.start + 1)
        resolver.set(.failure(.unavailable(.timedOut)))
        for second in [1.0, 2, 5.9] {
            await #expect(throws: ResolutionFailure.unavailable(.timedOut)) {
                try await directory.rotatedIdentity(of: did, known: known, now: Account.start + second)
            }
        }
        #expect(log.count(.failed) == 1, "the server is left alone for five seconds")
        #expect(resolver.count == 2)
        let after = try await directory.identity(of: did, use: .credential, now: Account.start + 6)
        #expect(after.source == .cached)
        let rotated = try Account()
        resolver.set(.success(try rotated.document))
        let newer = try await directory.rotatedIdentity(of: did, known: known, now: Account.start + 6)
        #expect(newer?.document == (try rotated.document))
    }

    /// Answers when a test opens it.
    private final class GatedResolver: DIDResolving {
        private struct State {
            var document: DIDDocument
            var isOpen = false
            var priorities: [FetchPriority] = []
            var waiting: [CheckedContinuation<Void, Never>] = []
        }

        private let state: Mutex<State>

        init(_ document: DIDDocument) {
            state = Mutex(State(document: document))
        }

        var count: Int { priorities.count }
        var priorities: [FetchPriority] { state.withLock { $0.priorities } }

        func open() {
            let waiting = state.withLock { state in
                state.isOpen = true
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }

        func close(next document: DIDDocument) {
            state.withLock { state in
                state.isOpen = false
                state.document = document
            }
        }

        func resolve(
            _ did: ResolvableDID, priority: FetchPriority
        ) async throws(ResolutionFailure) -> DIDDocument {
            state.withLock { $0.priorities.append(priority) }
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    if !state.isOpen { state.waiting.append(continuation) }
                    return state.isOpen
                }
                if isOpen { continuation.resume() }
            }
            return state.withLock { $0.document }
        }
    }
}
