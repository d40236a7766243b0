// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
public import Identity
import XRPCCore

/// Verifies sessions for which the account's PDS vouches: the normal case where a PDS forwards calls to this host.
public struct ServiceAuthSessions: Sendable {
    private let verifier: ServiceAuthVerifier

    /// Wraps a verifier.
    public init(verifier: ServiceAuthVerifier) {
        self.verifier = verifier
    }

    /// Checks the token; one that pays for a mint works once.
    func verify(_ presented: PresentedSession, now: Date) async throws(ServiceAuthRefusal) -> UnspentSession {
        let token = try await verifier.verify(
            UnverifiedServiceAuth(presented.authorization.token), method: presented.nsid, purpose: presented.purpose,
            now: now)
        let session = VerifiedSession(
            did: token.issuer, clientID: nil, audience: token.audience, assurance: .serviceAuth,
            verifier: "service-auth", expiresAt: token.expiresAt)
        let reservation = presented.purpose == .effect ? token.replay.map(Self.reservation) : nil
        return UnspentSession(session: session, reservation: reservation, credential: .serviceToken)
    }

    private static func reservation(_ replay: ServiceAuthReplay) -> ReplayReservation {
        let issuer = replay.issuer.rawValue
        let key = ReplayKey(purpose: "service-auth", audience: "", thumbprint: issuer, id: replay.id)
        return ReplayReservation(key: key, owner: issuer, until: replay.until)
    }
}
