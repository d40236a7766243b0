// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
public import JOSE
import XRPCCore

/// Verifies sessions of one pinned authorization server: `at+jwt` access tokens bound to a DPoP key (RFC 9068, RFC 9449).
public struct LocalASVerifier: SessionVerifier {
    private let policy: AccessTokenPolicy
    private let keys: any IssuerKeys
    private let proofs: ProofVerifier
    private let service: String

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - policy: the issuer and the audiences.
    ///   - keys: the issuer's keys.
    ///   - proofs: checks the proofs.
    ///   - service: the DID of this service with its fragment, which `rpc` scopes must name.
    public init(policy: AccessTokenPolicy, keys: any IssuerKeys, proofs: ProofVerifier, service: String) {
        self.policy = policy
        self.keys = keys
        self.proofs = proofs
        self.service = service
    }

    /// The algorithms that proofs may use.
    public var challengeAlgorithms: [String] { proofs.algorithms.map(\.rawValue) }

    /// The nonce of the current minute.
    public func currentNonce(now: Date) -> String? { proofs.nonces?.current(now: now) }

    /// Checks proof form and nonce, then the token, then binding and proof signature, then scope.
    public func verify(_ presented: PresentedSession, now: Date) async throws(Refusal) -> UnspentSession {
        guard presented.authorization.scheme == .dpop else { throw Refusal(.bearerDowngrade) }
        guard let proofText = presented.proofLines.first else { throw Refusal(.proofMissing) }
        guard presented.proofLines.count == 1, !proofText.utf8.contains(UInt8(ascii: ",")) else {
            throw Refusal(.proofRepeated)
        }
        let call = ProvenCall(
            method: presented.method, target: presented.target, accessToken: presented.authorization.token)
        let screened = try proofs.screen(proofText, for: call, now: now)
        let token = try await verifiedToken(presented.authorization.token, now: now)
        let proof = try proofs.confirm(screened, boundTo: token.thumbprint)
        guard token.scopes.isSession, token.scopes.permitsCall(of: presented.nsid.rawValue, on: service) else {
            throw Refusal(.scopeMissing, detail: "rpc:\(presented.nsid.rawValue)?aud=\(service)")
        }
        guard let did = DID(rawValue: token.subject) else { throw Refusal(.tokenSubject) }
        let session = VerifiedSession(
            did: did, clientID: token.clientID, audience: token.audience, assurance: .dpopBound,
            expiresAt: token.expiresAt)
        return UnspentSession(session: session, reservation: proof.reservation)
    }

    private func verifiedToken(_ text: String, now: Date) async throws(Refusal) -> VerifiedAccessToken {
        let token = try UnverifiedAccessToken(text, policy: policy, now: now)
        guard let key = try await keys.key(id: token.keyID, for: token.algorithm, now: now) else {
            throw Refusal(.tokenKeyUnknown, detail: token.keyID ?? "no kid")
        }
        return try token.verified(by: key)
    }
}

/// The signature keys of the pinned issuer.
public protocol IssuerKeys: Sendable {
    /// The key that a token names, or nil where the issuer has none of that name.
    ///
    /// - Throws: `Refusal` with `issuer-keys-unavailable` where the keys cannot be had.
    func key(id: String?, for algorithm: SignatureAlgorithm, now: Date) async throws(Refusal) -> PublicJWK?
}

/// Keys that do not change while the host runs, such as those of a file.
public struct FixedIssuerKeys: IssuerKeys {
    private let set: JWKSet

    /// Keeps a key set.
    public init(_ set: JWKSet) {
        self.set = set
    }

    /// Looks the key up.
    public func key(id: String?, for algorithm: SignatureAlgorithm, now: Date) async throws(Refusal) -> PublicJWK? {
        set.key(id: id, for: algorithm)
    }
}
