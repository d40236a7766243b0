// SPDX-License-Identifier: Apache-2.0

import Foundation
import Identity
import Synchronization
import Testing

@testable import XRPCHost

@Suite struct AnswerCacheTests {
    private let start = Date(timeIntervalSince1970: 1_750_000_000)
    private struct Refused: Error {}

    /// A server that counts and remembers how urgent questions were.
    private final class Server: Sendable {
        let priorities = Mutex<[FetchPriority]>([])

        func answer(_ priority: FetchPriority) -> Int {
            priorities.withLock { priorities in
                priorities.append(priority)
                return priorities.count
            }
        }
    }

    @Test func anAnswerServesFromItsBeginningToItsEnd() async throws {
        for (seconds, expected) in [(-60.001, 2), (-60.0, 1), (0, 1), (29.999, 1), (30, 2)] {
            let cache = AnswerCache<String, Int, Refused>(capacity: 10)
            let server = Server()
            for time in [start, start.addingTimeInterval(seconds)] {
                let value = try await cache.value(for: "a", now: time) { [start] priority throws(Refused) in
                    .init(value: server.answer(priority), until: start.addingTimeInterval(30))
                }
                if time != start || seconds == 0 { #expect(value == expected, "\(seconds)") }
            }
        }
    }

    @Test func whoHadAnAnswerBeforeGoesFirst() async throws {
        let cache = AnswerCache<String, Int, Refused>(capacity: 10)
        let server = Server()
        for seconds in [0.0, 30, 60] {
            let time = start.addingTimeInterval(seconds)
            _ = try await cache.value(for: "a", now: time) { priority throws(Refused) in
                .init(value: server.answer(priority), until: time.addingTimeInterval(30))
            }
        }
        #expect(server.priorities.withLock { $0 } == [.discovery, .renewal, .renewal])
    }

    @Test func oneCallServesAllWhoAskMeanwhile() async throws {
        let cache = AnswerCache<String, Int, Refused>(capacity: 10)
        let server = Server()
        let (gates, gate) = AsyncStream.makeStream(of: Void.self)
        let values = await withTaskGroup(of: Int?.self) { group in
            for number in 0..<50 {
                let time = start.addingTimeInterval(Double(number) / 100)
                group.addTask {
                    try? await cache.value(for: "a", now: time) { priority throws(Refused) in
                        for await _ in gates { break }
                        return .init(value: server.answer(priority), until: time.addingTimeInterval(30))
                    }
                }
            }
            gate.finish()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(values.compactMap(\.self).count == 50)
        #expect(server.priorities.withLock { $0 } == [.discovery])
    }

    @Test func aFailureIsToldAndNotKept() async throws {
        let cache = AnswerCache<String, Int, Refused>(capacity: 10)
        for _ in 0..<2 {
            await #expect(throws: Refused.self) {
                try await cache.value(for: "a", now: start) { _ throws(Refused) in throw Refused() }
            }
        }
        let value = try await cache.value(for: "a", now: start) { [start] _ throws(Refused) in
            .init(value: 1, until: start)
        }
        #expect(value == 1)
    }
}
