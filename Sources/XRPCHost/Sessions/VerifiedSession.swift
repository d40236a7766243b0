// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
public import XRPCCore

/// A signed-in account whose session passed every check.
public struct VerifiedSession: Sendable {
    /// How sure the host is.
    public enum Assurance: String, Sendable {
        /// A proof showed possession of the key that the access token is bound to.
        case dpopBound
    }

    /// The account.
    public let did: DID
    /// The OAuth client, where the credential names it.
    public let clientID: String?
    /// The name of this service that the credential was issued for.
    public let audience: String
    /// How the session was checked.
    public let assurance: Assurance
    /// When the credential ends.
    public let expiresAt: Date

    package init(did: DID, clientID: String?, audience: String, assurance: Assurance, expiresAt: Date) {
        self.did = did
        self.clientID = clientID
        self.audience = audience
        self.assurance = assurance
        self.expiresAt = expiresAt
    }
}

/// A verified session whose single-use credential is still to be spent.
public struct UnspentSession: Sendable {
    /// The session.
    public let session: VerifiedSession
    /// What to reserve, in the same transaction as the effect, so that the credential works once.
    public let reservation: ReplayReservation

    package init(session: VerifiedSession, reservation: ReplayReservation) {
        self.session = session
        self.reservation = reservation
    }
}
