// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import JOSE

/// What a proof must match: the call that it came with.
public struct ProvenCall: Sendable {
    /// The HTTP method, in the case it was sent.
    public let method: String
    /// The URL of the called method, built from configuration and never from a header of the request.
    public let target: HTTPTarget
    /// The access token as it was presented, or nil at a token endpoint, where there is none yet.
    public let accessToken: String?

    /// Describes a call.
    public init(method: String, target: HTTPTarget, accessToken: String?) {
        self.method = method
        self.target = target
        self.accessToken = accessToken
    }
}

/// Checks DPoP proofs by the rules of RFC 9449 §4.3, in two steps around the check of the access token.
///
/// ``screen(_:for:now:)`` makes every check that needs no signature; ``confirm(_:boundTo:)`` then checks the binding
/// and the signature. In this order a stranger's self-made proof costs little and never reaches the replay store.
public struct ProofVerifier: Sendable {
    /// The algorithms in the order in which challenges list them.
    public let algorithms: [SignatureAlgorithm]
    /// The nonces that proofs must carry, or nil where the server asks for none.
    public let nonces: NonceIssuer?
    private let accepted: Set<SignatureAlgorithm>
    private let audience: String
    private let window: FreshnessWindow

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - algorithms: what the server offers; the default is the one that AT Protocol requires, then ES256K.
    ///   - nonces: issues and checks nonces. With nil, `iat` alone must be fresh, within a narrower window.
    ///   - audience: whom the proofs are for; keeps replay keys of different services apart.
    public init(algorithms: [SignatureAlgorithm] = [.es256, .es256k], nonces: NonceIssuer?, audience: String) {
        self.algorithms = algorithms
        accepted = Set(algorithms)
        self.nonces = nonces
        self.audience = audience
        window = nonces == nil ? .withoutNonce : .withNonce
    }

    /// Makes all checks that need no signature: form, method, URL, token hash, nonce, time, in this order.
    ///
    /// A missing or stale nonce is reported before a wrong clock, so that a client with a wrong clock still learns
    /// the nonce.
    ///
    /// - Throws: ``Refusal``.
    public func screen(_ text: String, for call: ProvenCall, now: Date) throws(Refusal) -> ScreenedProof {
        let proof = try UnverifiedProof(text, algorithms: accepted)
        guard proof.method.utf8.elementsEqual(call.method.utf8) else { throw Refusal(.proofMethodMismatch) }
        guard proof.target == call.target else {
            throw Refusal(
                .proofTargetMismatch,
                detail: "expected \(call.target.normalized), got \(proof.target.normalized)")
        }
        if let token = call.accessToken { try checkTokenHash(proof, token) }
        let nonceAge = try checkNonce(proof, now)
        try window.check(proof, now)
        return ScreenedProof(
            proof: proof, retainUntil: window.lastAcceptance(of: proof),
            measurements: ProofMeasurements(
                clockOffset: proof.issuedAt - NumericDate.second(of: now), nonceAge: nonceAge))
    }

    private func checkTokenHash(_ proof: UnverifiedProof, _ token: String) throws(Refusal) {
        guard let hash = proof.tokenHash else { throw Refusal(.proofTokenHashMissing) }
        let expected = Base64URL.encode(Libcrypto.sha256(Array(token.utf8)))
        guard Libcrypto.constantTimeEqual(Array(hash.utf8), Array(expected.utf8)) else {
            throw Refusal(.proofTokenHashMismatch)
        }
    }

    /// The age of the nonce in seconds, or nil where the server asks for none.
    private func checkNonce(_ proof: UnverifiedProof, _ now: Date) throws(Refusal) -> Int64? {
        guard let nonces else { return nil }
        guard let nonce = proof.nonce else { throw Refusal(.nonceMissing) }
        guard let age = nonces.age(of: nonce, now: now) else { throw Refusal(.nonceUnknown) }
        return age
    }

    /// Checks that the access token is bound to the proof's key, then the proof's signature.
    ///
    /// - Parameter thumbprint: the `jkt` of a **verified** access token.
    /// - Throws: ``Refusal`` with ``RefusalReason/bindingMismatch`` or ``RefusalReason/proofSignature``.
    public func confirm(_ screened: ScreenedProof, boundTo thumbprint: String) throws(Refusal) -> VerifiedProof {
        let actual = screened.proof.key.thumbprint
        guard Libcrypto.constantTimeEqual(Array(actual.utf8), Array(thumbprint.utf8)) else {
            throw Refusal(.bindingMismatch)
        }
        return try confirm(screened, thumbprint: actual)
    }

    /// Checks the proof's signature by its own key, for a token endpoint that will bind a new token to that key.
    ///
    /// - Throws: ``Refusal`` with ``RefusalReason/proofSignature``.
    public func confirmUnbound(_ screened: ScreenedProof) throws(Refusal) -> VerifiedProof {
        try confirm(screened, thumbprint: screened.proof.key.thumbprint)
    }

    private func confirm(_ screened: ScreenedProof, thumbprint actual: String) throws(Refusal) -> VerifiedProof {
        let proof = screened.proof
        guard proof.jws.isSigned(by: proof.key.key) else { throw Refusal(.proofSignature) }
        let key = ReplayKey(purpose: "dpop", audience: audience, thumbprint: actual, id: proof.id)
        return VerifiedProof(
            thumbprint: actual, measurements: screened.measurements,
            reservation: ReplayReservation(key: key, owner: actual, until: screened.retainUntil))
    }
}

/// A proof that matches its call and is fresh, but whose signature is still unchecked.
public struct ScreenedProof: Sendable {
    let proof: UnverifiedProof
    let retainUntil: Date
    let measurements: ProofMeasurements
}

/// What an accepted proof tells about the client's clock and about the way of its nonce.
public struct ProofMeasurements: Sendable, Equatable {
    /// The proof's `iat` less the server's time, in seconds; negative where the client's clock is behind.
    public let clockOffset: Int64
    /// How long ago the minute of the nonce began, in seconds; nil where no nonce is used.
    public let nonceAge: Int64?
}

/// A proof that passed every check but single use; spend ``reservation`` before acting on it.
public struct VerifiedProof: Sendable {
    /// The SHA-256 thumbprint of the proof's key.
    public let thumbprint: String
    /// What to record of it.
    public let measurements: ProofMeasurements
    /// What to reserve in a ``ReplayStore``, so that the proof works once.
    public let reservation: ReplayReservation

    init(thumbprint: String, measurements: ProofMeasurements, reservation: ReplayReservation) {
        self.thumbprint = thumbprint
        self.measurements = measurements
        self.reservation = reservation
    }
}
