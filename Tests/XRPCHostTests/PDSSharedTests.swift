// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HostTestSupport
import JOSE
import Testing
import XRPCHost

@Suite struct PDSSharedTests {
    private static let secret = [UInt8](repeating: 5, count: 32)
    private static let now = Date(timeIntervalSince1970: 1_750_000_000)
    private static let issuer = "https://pds.test"
    private static let audience = "did:web:pds.test"

    /// A list of live sessions that a test writes.
    private struct Sessions: SessionLiveness {
        var session: LiveSession?
        var isDown = false

        func session(id: String) async throws(Refusal) -> LiveSession? {
            if isDown { throw Refusal(.livenessUnavailable) }
            return session
        }
    }

    private func token(_ thumbprint: String, algorithm: String = "HS256", type: String = "at+jwt") throws -> String {
        let second = Int(Self.now.timeIntervalSince1970)
        let header = Base64URL.encode(#"{"typ":"\#(type)","alg":"\#(algorithm)"}"#.utf8)
        let payload = Base64URL.encode(
            """
            {"iss":"\(Self.issuer)","sub":"\(TestParty.did)","aud":"\(Self.audience)","jti":"tok-1","client_id":"c",
            "iat":\(second),"exp":\(second + 3600),"cnf":{"jkt":"\(thumbprint)"}}
            """.utf8)
        let key = try #require(HMACKey(Self.secret))
        return "\(header).\(payload)." + Base64URL.encode(key.tag(for: Array("\(header).\(payload)".utf8)))
    }

    private func live(
        _ thumbprint: String, subject: String = TestParty.did, isActive: Bool = true, seconds: TimeInterval = 60
    ) -> LiveSession {
        LiveSession(
            subject: subject, thumbprint: thumbprint, scope: "atproto transition:generic",
            expiresAt: Self.now.addingTimeInterval(seconds), isAccountActive: isActive)
    }

    private func reason(_ sessions: Sessions, _ text: String) async throws -> RefusalReason? {
        let verifier = try PDSSharedVerifier(
            issuer: Self.issuer, audience: Self.audience, secret: Self.secret, liveness: sessions,
            consent: .secretForgesEverySession)
        do {
            _ = try await verifier.verify(text, now: Self.now)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func onlyALiveSessionOfTheSameKeyAndAccountCounts() async throws {
        let own = String(repeating: "a", count: 43)
        let text = try token(own)
        let cases: [(Sessions, RefusalReason?)] = [
            (Sessions(session: live(own)), nil), (Sessions(), .tokenInactive),
            (Sessions(isDown: true), .livenessUnavailable),
            (Sessions(session: live(own, isActive: false)), .accountInactive),
            (Sessions(session: live(own, subject: "did:plc:other")), .tokenInactive),
            (Sessions(session: live(own, seconds: 0)), .tokenExpired),
            (Sessions(session: live(String(repeating: "b", count: 43))), .bindingMismatch),
        ]
        for (sessions, expected) in cases { #expect(try await reason(sessions, text) == expected) }
    }

    @Test func theScopesComeFromTheSessionAndNotFromTheToken() async throws {
        let own = String(repeating: "a", count: 43)
        let verifier = try PDSSharedVerifier(
            issuer: Self.issuer, audience: Self.audience, secret: Self.secret, liveness: Sessions(session: live(own)),
            consent: .secretForgesEverySession)
        let token = try await verifier.verify(try token(own), now: Self.now)
        #expect(token.scopes.values == ["atproto", "transition:generic"])
    }

    @Test func otherAlgorithmsTypesAndTagsAreRefused() async throws {
        let own = String(repeating: "a", count: 43)
        let sessions = Sessions(session: live(own))
        for algorithm in ["none", "HS384", "ES256", "hs256"] {
            #expect(try await reason(sessions, try token(own, algorithm: algorithm)) == .tokenAlgorithm)
        }
        #expect(try await reason(sessions, try token(own, type: "refresh+jwt")) == .tokenType)
        let text = try token(own)
        let changed = text.dropLast(2) + (text.hasSuffix("AA") ? "BA" : "AA")
        #expect([.tokenSignature, .tokenMalformed].contains(try await reason(sessions, String(changed))))
    }

    @Test func aShortSecretDoesNotStart() {
        let error = #expect(throws: HostStartupError.self) {
            try PDSSharedVerifier(
                issuer: Self.issuer, audience: Self.audience, secret: [UInt8](repeating: 1, count: 15),
                liveness: Sessions(), consent: .secretForgesEverySession)
        }
        #expect(error?.setting == "pds-secret-file")
    }
}
