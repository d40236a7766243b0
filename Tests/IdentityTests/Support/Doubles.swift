// SPDX-License-Identifier: Apache-2.0

import Identity
import Synchronization

extension FetchLimits {
    /// For what must succeed, on a machine that may be busy with other tests.
    static let patient = FetchLimits(total: .seconds(60))
}

/// DNS from a list: each look-up takes the next answer, and the last one stays.
final class ScriptedDNS: HostResolver {
    private struct State {
        var answers: [[IPAddress]]
        var asked: [String] = []
        var priorities: [FetchPriority] = []
    }

    struct Outage: Error {}

    private let state: Mutex<State>

    init(_ answers: [IPAddress]...) {
        state = Mutex(State(answers: answers))
    }

    var asked: [String] { state.withLock { $0.asked } }
    var priorities: [FetchPriority] { state.withLock { $0.priorities } }

    func addresses(of host: String, priority: FetchPriority) async throws -> [IPAddress] {
        let answer = state.withLock { state in
            state.asked.append(host)
            state.priorities.append(priority)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers.first
        }
        guard let answer else { throw Outage() }
        return answer
    }
}

/// A transport that connects nowhere and remembers where it was to connect to.
final class RecordingTransport: PinnedTransport {
    struct Refused: Error {}

    private let calls = Mutex<[IPAddress]>([])
    private let unreachable: Set<IPAddress>

    init(unreachable: Set<IPAddress> = []) {
        self.unreachable = unreachable
    }

    var addresses: [IPAddress] { calls.withLock { $0 } }

    func get(_ request: FetchRequest, at address: IPAddress, limits: TransportLimits) async throws -> PinnedResponse {
        calls.withLock { $0.append(address) }
        guard !unreachable.contains(address) else { throw Refused() }
        return PinnedResponse(status: 200, contentType: "Application/JSON; charset=utf-8", body: Array("{}".utf8))
    }
}

/// Documents by URL; a URL that is not listed is not found.
final class ScriptedFetcher: DocumentFetcher {
    private struct State {
        var documents: [String: Result<FetchedDocument, FetchFailure>]
        var requests: [FetchRequest] = []
    }

    private let state: Mutex<State>

    init(_ documents: [String: Result<FetchedDocument, FetchFailure>] = [:]) {
        state = Mutex(State(documents: documents))
    }

    var requests: [FetchRequest] { state.withLock { $0.requests } }

    func set(_ url: String, _ result: Result<FetchedDocument, FetchFailure>) {
        state.withLock { $0.documents[url] = result }
    }

    func fetch(_ request: FetchRequest) async throws(FetchFailure) -> FetchedDocument {
        let result = state.withLock { state in
            state.requests.append(request)
            return state.documents[request.url] ?? .failure(.notFound)
        }
        return try result.get()
    }
}

/// A resolver whose answer a test changes, and which counts how often it is asked.
final class ScriptedResolver: DIDResolving {
    private struct State {
        var answer: Result<DIDDocument, ResolutionFailure>
        var count = 0
    }

    private let state: Mutex<State>

    init(_ answer: Result<DIDDocument, ResolutionFailure>) {
        state = Mutex(State(answer: answer))
    }

    var count: Int { state.withLock { $0.count } }

    func set(_ answer: Result<DIDDocument, ResolutionFailure>) { state.withLock { $0.answer = answer } }

    func resolve(
        _ did: ResolvableDID, priority: FetchPriority
    ) async throws(ResolutionFailure) -> DIDDocument {
        let answer = state.withLock { state in
            state.count += 1
            return state.answer
        }
        return try answer.get()
    }
}
