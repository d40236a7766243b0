// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HTTPTypes
import HostTestSupport
import SQLiteStores
import Synchronization
import Testing
import WidgetTokenPlugin
import XRPCHost

/// What a used proof is remembered for counts on a bound of the time from checking it to spending it.
@Suite struct HandlingTimeTests {
    /// Takes its time, by the clock of the host.
    private final class SlowIssuer: AccessTokenVerifier {
        private let verifier: LocalASVerifier
        let clock = Mutex<TestClock?>(nil)
        let seconds: TimeInterval

        init(_ verifier: LocalASVerifier, seconds: TimeInterval) {
            self.verifier = verifier
            self.seconds = seconds
        }

        var name: String { verifier.name }
        var patterns: Set<AccessTokenPattern> { verifier.patterns }

        func verify(_ token: String, now: Date) async throws(Refusal) -> VerifiedAccessToken {
            clock.withLock { $0?.advance(by: seconds) }
            return try await verifier.verify(token, now: now)
        }
    }

    @Test(arguments: [(30.0, 200), (30.1, 503)]) func aCheckThatTakesTooLongMintsNothing(
        seconds: TimeInterval, status: Int
    ) async throws {
        let slow = Mutex<SlowIssuer?>(nil)
        let host = try TestHost(verifiers: { party, proofs in
            let issuer = SlowIssuer(try TestHost.localAS(of: party), seconds: seconds)
            slow.withLock { $0 = issuer }
            return try SessionVerifiers(
                dpop: DPoPSessions(verifiers: [issuer], proofs: proofs, service: TestParty.audience))
        })
        slow.withLock { $0?.clock.withLock { $0 = host.clock } }
        let answer = await host.call("POST", "\(TestHost.group).mintWidgetToken")
        #expect(answer.status == status)
        #expect(answer.error == (status == 503 ? "NotEnoughResources" : nil))
        #expect(answer.fields[.retryAfter] == (status == 503 ? "1" : nil))
        #expect(try await host.store.list(.all(at: 0)).count == (status == 200 ? 1 : 0))
    }
}
