// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
public import Identity
public import XRPCCore

/// Turns presented credentials into a session or a refusal.
///
/// A host has exactly one; ``SessionVerifiers`` is the one that chooses among several kinds.
public protocol SessionVerifier: Sendable {
    /// What challenges offer.
    var offer: SessionOffer { get }

    /// The document for clients that look for the authorization server, where there is one.
    var resourceMetadata: ProtectedResourceMetadata? { get }

    /// The lengths of time that single use of proofs rests on; nil where no proofs are accepted.
    var proofLifetimes: ProofLifetimes? { get }

    /// The nonce to hand out now, or nil where none are used.
    func currentNonce(now: Date) -> String?

    /// Checks everything but single use.
    ///
    /// - Throws: ``SessionRefusal``.
    func verify(_ presented: PresentedSession, now: Date) async throws(SessionRefusal) -> UnspentSession
}

/// Session credentials as they arrived.
public struct PresentedSession: Sendable {
    /// The `Authorization` field.
    public let authorization: AuthorizationField
    /// Every `DPoP` field line.
    public let proofLines: [String]
    /// The HTTP method.
    public let method: String
    /// The URL of the called method, from configuration.
    public let target: HTTPTarget
    /// The called method.
    public let nsid: NSID
    /// What the call is for.
    public let purpose: ServiceAuthPurpose

    package init(
        authorization: AuthorizationField, proofLines: [String], method: String, target: HTTPTarget, nsid: NSID,
        purpose: ServiceAuthPurpose
    ) {
        self.authorization = authorization
        self.proofLines = proofLines
        self.method = method
        self.target = target
        self.nsid = nsid
        self.purpose = purpose
    }
}

/// What a challenge tells a client that it may use (RFC 9110 §11.6.1).
public struct SessionOffer: Sendable, Equatable {
    /// The algorithms of proofs, in the order in which challenges list them; empty where no DPoP session is accepted.
    public let proofAlgorithms: [String]
    /// Whether service-auth JWTs are accepted.
    public let acceptsServiceAuth: Bool
    /// The URL of the protected-resource metadata, where there is one (RFC 9728 §5.1).
    public let metadataURL: String?

    /// Describes an offer.
    public init(proofAlgorithms: [String], acceptsServiceAuth: Bool = false, metadataURL: String? = nil) {
        self.proofAlgorithms = proofAlgorithms
        self.acceptsServiceAuth = acceptsServiceAuth
        self.metadataURL = metadataURL
    }

    /// No sessions at all.
    public static let nothing = SessionOffer(proofAlgorithms: [])
}
