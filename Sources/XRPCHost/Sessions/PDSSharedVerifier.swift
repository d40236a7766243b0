// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
import JOSE

/// Verifies the access tokens of one PDS that is its own authorization server, by the secret that it signs them with.
///
/// That secret can forge the session of every account of the PDS, so this verifier is for a host inside the same trust
/// boundary and asks for the operator's explicit consent. A token alone says neither its scope nor whether it was
/// revoked; both come from ``SessionLiveness``.
public struct PDSSharedVerifier: AccessTokenVerifier {
    /// That the operator knows what the secret can do.
    public enum Consent: Sendable {
        /// Whoever reads this host's memory can sign in as any account of the PDS.
        case secretForgesEverySession
    }

    private let policy: AccessTokenPolicy
    private let key: HMACKey
    private let liveness: any SessionLiveness

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - issuer: the origin of the PDS.
    ///   - audience: the DID of the PDS.
    ///   - secret: the bytes of `PDS_JWT_SECRET`.
    ///   - liveness: knows which sessions are alive, with their scopes.
    ///   - consent: given by the operator in a setting of its own.
    /// - Throws: ``HostStartupError`` where the secret has fewer than 16 bytes.
    public init(
        issuer: String, audience: String, secret: [UInt8], liveness: any SessionLiveness, consent: Consent
    ) throws(HostStartupError) {
        guard secret.count >= 16, let key = HMACKey(secret) else {
            throw HostStartupError(setting: "pds-secret-file", problem: "must hold at least 16 bytes")
        }
        policy = AccessTokenPolicy(issuer: issuer, audiences: [audience], algorithms: [])
        self.key = key
        self.liveness = liveness
    }

    /// `pds-shared`.
    public var name: String { "pds-shared" }
    /// The tokens of the PDS.
    public var patterns: Set<AccessTokenPattern> { [.issuer(policy.issuer)] }

    /// The PDS itself.
    public func pds(of token: VerifiedAccessToken) -> String? { policy.issuer }

    /// Checks the claims, then the tag, then whether the session is alive and for the same key.
    public func verify(_ text: String, now: Date) async throws(Refusal) -> VerifiedAccessToken {
        let token = try UnverifiedSharedSecretToken(text, policy: policy, now: now).verified(by: key)
        guard let id = token.id else { throw Refusal(.tokenClaims) }
        guard let session = try await liveness.session(id: id), session.subject == token.subject else {
            throw Refusal(.tokenInactive)
        }
        guard now < session.expiresAt else { throw Refusal(.tokenExpired) }
        guard session.isAccountActive else { throw Refusal(.accountInactive) }
        guard Libcrypto.constantTimeEqual(Array(session.thumbprint.utf8), Array(token.thumbprint.utf8)) else {
            throw Refusal(.bindingMismatch)
        }
        return token.with(scopes: OAuthScopes(session.scope))
    }
}

/// Knows the sessions of a PDS.
public protocol SessionLiveness: Sendable {
    /// The session whose access tokens have this `jti`, or nil where it has ended.
    ///
    /// - Throws: `Refusal` with `liveness-unavailable` where that cannot be told.
    func session(id: String) async throws(Refusal) -> LiveSession?
}

/// A session as its PDS keeps it.
public struct LiveSession: Sendable {
    /// The DID of the account.
    public let subject: String
    /// The thumbprint of the client's key.
    public let thumbprint: String
    /// The scopes, separated by spaces.
    public let scope: String
    /// When the session's current access token ends.
    public let expiresAt: Date
    /// Whether the account is neither taken down nor deactivated.
    public let isAccountActive: Bool

    /// Describes a session.
    public init(subject: String, thumbprint: String, scope: String, expiresAt: Date, isAccountActive: Bool) {
        self.subject = subject
        self.thumbprint = thumbprint
        self.scope = scope
        self.expiresAt = expiresAt
        self.isAccountActive = isAccountActive
    }
}
