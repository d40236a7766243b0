// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing

@testable import Identity

/// Strangers' name servers that hang must not hold up anyone else, nor pile up.
@Suite struct SystemHostResolverTests {
    /// A call that blocks its thread for hosts that begin with `slow`, until it is released.
    private final class Blocking: Sendable {
        private let gate = DispatchSemaphore(value: 0)
        private let held = Mutex(0)

        var count: Int { held.withLock { $0 } }

        func lookUp(_ host: String) throws -> [IPAddress] {
            guard host.hasPrefix("slow") else { return [IPAddress(8, 8, 8, 8)] }
            held.withLock { $0 += 1 }
            gate.wait()
            gate.signal()
            return []
        }

        func release() { gate.signal() }
    }

    @Test(.timeLimit(.minutes(1))) func slowNamesHoldUpOnlyThoseWhoAreNewToo() async throws {
        let blocking = Blocking()
        let resolver = SystemHostResolver(threads: 2, lookUp: blocking.lookUp)
        let capacity = 2 * (1 + SystemHostResolver.waitingPerThread)
        await withTaskGroup { group in
            for number in 0..<capacity {
                group.addTask { _ = try? await resolver.addresses(of: "slow\(number)", priority: .discovery) }
            }
            while blocking.count < 2 || resolver.pending.discoveries < capacity { await Task.yield() }
            await #expect(throws: FetchFailure.overloaded) {
                try await resolver.addresses(of: "quick", priority: .discovery)
            }
            for _ in 0..<3 {
                let addresses = try? await resolver.addresses(of: "quick", priority: .renewal)
                #expect(addresses == [IPAddress(8, 8, 8, 8)])
            }
            #expect(blocking.count == 2, "two threads hang, and the rest waits")
            blocking.release()
        }
        #expect(resolver.pending == (0, 0))
        let addresses = try await resolver.addresses(of: "quick", priority: .discovery)
        #expect(addresses == [IPAddress(8, 8, 8, 8)])
    }
}
