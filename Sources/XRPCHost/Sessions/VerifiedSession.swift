// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
import Identity
public import XRPCCore

/// A signed-in account whose session passed every check.
public struct VerifiedSession: Sendable {
    /// How sure the host is.
    public enum Assurance: String, Sendable, CaseIterable {
        /// A proof showed possession of the key that the access token is bound to.
        case dpopBound
        /// The account's PDS vouches with a service-auth JWT, and names neither the client nor the kind of session.
        case serviceAuth
    }

    /// The account.
    public let did: DID
    /// The OAuth client, where the credential names it.
    public let clientID: String?
    /// The name of this service that the credential was issued for.
    public let audience: String
    /// How the session was checked.
    public let assurance: Assurance
    /// The name of the verifier that checked it.
    public let verifier: String
    /// When the credential ends.
    public let expiresAt: Date

    package init(
        did: DID, clientID: String?, audience: String, assurance: Assurance, verifier: String, expiresAt: Date
    ) {
        self.did = did
        self.clientID = clientID
        self.audience = audience
        self.assurance = assurance
        self.verifier = verifier
        self.expiresAt = expiresAt
    }
}

/// A verified session whose single-use credential is still to be spent.
public struct UnspentSession: Sendable {
    /// The session.
    public let session: VerifiedSession
    /// What to reserve, in the same transaction as the effect, so that the credential works once.
    ///
    /// Nil only for a service-auth JWT that pays for nothing but an answer, which may be asked for again.
    public let reservation: ReplayReservation?
    /// What the proof tells about the client's clock; nil for a service-auth JWT.
    public let measurements: ProofMeasurements?
    private let credential: Credential

    /// What works once.
    package enum Credential: Sendable {
        /// A DPoP proof.
        case proof
        /// A service-auth JWT.
        case serviceToken
    }

    package init(
        session: VerifiedSession, reservation: ReplayReservation?, credential: Credential,
        measurements: ProofMeasurements? = nil
    ) {
        self.session = session
        self.measurements = measurements
        self.reservation = reservation
        self.credential = credential
    }

    /// Why the credential cannot be spent, or nil where `outcome` says that it just was.
    public func refusal(for outcome: ReplayOutcome) -> SessionRefusal? {
        guard let reason = outcome.refusal else { return nil }
        if case .serviceToken = credential, reason == .proofReplayed {
            return .serviceAuth(ServiceAuthRefusal(.replayed))
        }
        return .session(Refusal(reason))
    }
}
