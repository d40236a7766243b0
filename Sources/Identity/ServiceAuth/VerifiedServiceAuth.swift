// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import JOSE
public import XRPCCore

/// A service-auth token that passed every check but single use, which ``replay`` is for.
public struct VerifiedServiceAuth: Sendable {
    /// `iss`: the account.
    public let issuer: DID
    /// `aud`, as the token spells it.
    public let audience: String
    /// `lxm`: the method that was called.
    public let method: NSID
    /// `iat`, where the token has it.
    public let issuedAt: Date?
    /// `exp`.
    public let expiresAt: Date
    /// What to reserve so that the token works once.
    ///
    /// Nil where the token has no `jti`, which only ``ServiceAuthPurpose/call`` allows.
    public let replay: ServiceAuthReplay?
    /// The document whose key signed; its PDS hosts the account.
    public let identity: ResolvedIdentity
    /// The key that signed.
    public let signingKey: PublicJWK

    init(_ claims: CheckedClaims, issuer: DID, identity: ResolvedIdentity, signingKey: PublicJWK) {
        self.issuer = issuer
        audience = claims.audience
        method = claims.method
        issuedAt = claims.issued.map(NumericDate.date)
        expiresAt = NumericDate.date(claims.expiry)
        replay = claims.id.map {
            ServiceAuthReplay(
                issuer: issuer, id: $0,
                until: NumericDate.date(claims.expiry + ServiceAuthPolicy.retentionSeconds))
        }
        self.identity = identity
        self.signingKey = signingKey
    }
}

/// What makes a token single use: reserve it before its effect, in one namespace for service auth.
public struct ServiceAuthReplay: Sendable, Hashable {
    /// `iss`; two issuers may draw the same `jti`.
    public let issuer: DID
    /// `jti`, 1 to 256 bytes.
    public let id: String
    /// The instant up to which the token is remembered: a minute after `exp`, which leaves a request that came in time
    /// the time to be handled.
    public let until: Date
}

/// The claims that passed every check that needs no network.
struct CheckedClaims: Sendable {
    let audience: String
    let method: NSID
    let issued: Int64?
    let expiry: Int64
    let did: ResolvableDID
    let id: String?
}
