// SPDX-License-Identifier: Apache-2.0

public import Foundation
import JOSE
public import XRPCCore

/// Checks service-auth tokens: claims first, the network last (atproto.com/specs/xrpc).
public struct ServiceAuthVerifier: Sendable {
    private let policy: ServiceAuthPolicy
    private let identities: any IdentitySource
    private let reach: NetworkReach

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - policy: for whom tokens must be.
    ///   - identities: gives the signing keys of accounts.
    ///   - reach: whether an issuer may be a did:web on this machine.
    public init(
        policy: ServiceAuthPolicy, identities: any IdentitySource, reach: NetworkReach = .publicInternet
    ) {
        self.policy = policy
        self.identities = identities
        self.reach = reach
    }

    /// Checks audience, method, times, issuer, nonce and id, in this order, and then the signature.
    ///
    /// Where the key does not fit, a newer document is asked for as often as the source allows, and the signature is
    /// checked again only with another key. The caller reserves ``VerifiedServiceAuth/replay`` afterwards.
    ///
    /// - Parameters:
    ///   - token: a token whose form is checked.
    ///   - method: the method that is called.
    ///   - purpose: what the token is to pay for.
    ///   - now: the present.
    /// - Throws: ``ServiceAuthRefusal``; one of ``ServiceAuthReason/isOutage`` says nothing about the token.
    public func verify(
        _ token: UnverifiedServiceAuth, method: NSID, purpose: ServiceAuthPurpose, now: Date
    ) async throws(ServiceAuthRefusal) -> VerifiedServiceAuth {
        let claims = try check(token, method, purpose, now)
        guard let issuer = DID(rawValue: claims.did.text) else { throw ServiceAuthRefusal(.issuerMethod) }
        let identity = try await identity(of: claims.did, now)
        if let key = Self.signer(of: token, identity) {
            return VerifiedServiceAuth(claims, issuer: issuer, identity: identity, signingKey: key)
        }
        if let newer = try await newerIdentity(claims.did, identity, now) {
            guard let key = Self.signer(of: token, newer) else { throw Self.refusal(token, newer) }
            return VerifiedServiceAuth(claims, issuer: issuer, identity: newer, signingKey: key)
        }
        throw Self.refusal(token, identity)
    }

    private func check(
        _ token: UnverifiedServiceAuth, _ method: NSID, _ purpose: ServiceAuthPurpose, _ now: Date
    ) throws(ServiceAuthRefusal) -> CheckedClaims {
        let claims = ServiceAuthClaims(token.jws.payload)
        let audience = try claims.audience(policy)
        try claims.checkMethod(method)
        let times = try claims.times(purpose, now: now)
        let did = try claims.issuer(reach)
        try claims.checkNonce()
        return CheckedClaims(
            audience: audience, method: method, issued: times.issued, expiry: times.expiry, did: did,
            id: try claims.id(purpose))
    }

    private func identity(of did: ResolvableDID, _ now: Date) async throws(ServiceAuthRefusal) -> ResolvedIdentity {
        do {
            return try await identities.identity(of: did, use: .credential, now: now)
        } catch {
            throw Self.refusal(error, of: did)
        }
    }

    /// Another key of the account, after the signature did not fit the one of `known`.
    private func newerIdentity(
        _ did: ResolvableDID, _ known: ResolvedIdentity, _ now: Date
    ) async throws(ServiceAuthRefusal) -> ResolvedIdentity? {
        do {
            return try await identities.rotatedIdentity(of: did, known: known, now: now)
        } catch {
            throw Self.refusal(error, of: did)
        }
    }

    private static func refusal(_ failure: ResolutionFailure, of did: ResolvableDID) -> ServiceAuthRefusal {
        let reason: ServiceAuthReason =
            switch failure {
            case .notFound: .issuerUnknown
            case .invalid, .refused: .issuerDocument
            case .unavailable: .identityUnavailable
            }
        return ServiceAuthRefusal(reason, detail: "\(did): \(failure)")
    }

    /// The signing key of the document, where it made the signature.
    private static func signer(of token: UnverifiedServiceAuth, _ identity: ResolvedIdentity) -> PublicJWK? {
        guard case .success(let key) = identity.document.signingKey, token.jws.isSigned(by: key.key) else { return nil }
        return key
    }

    /// Why the key of the document does not fit.
    private static func refusal(_ token: UnverifiedServiceAuth, _ identity: ResolvedIdentity) -> ServiceAuthRefusal {
        let detail = "\(identity.document.id), document \(Int(identity.age)) s old"
        switch identity.document.signingKey {
        case .failure(let flaw): return ServiceAuthRefusal(.issuerKey, detail: "\(flaw.rawValue), \(detail)")
        case .success(let key):
            return ServiceAuthRefusal(key.curve == token.algorithm.curve ? .signature : .keyCurve, detail: detail)
        }
    }
}
