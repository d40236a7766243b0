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
    private let nonceRule: NonceRule

    /// Whether a nonce is asked for, which decides how fresh `iat` must be.
    private enum NonceRule {
        case required
        case none
        /// It is taken for good where there is one, because only the server that gave it can know it.
        case uncheckable
    }

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
        nonceRule = nonces == nil ? .none : .required
    }

    /// Makes a verifier for a proof that was made for another server, so that nobody here knows its nonce.
    package init(withoutCheckingNoncesFor audience: String) {
        algorithms = [.es256, .es256k]
        accepted = Set(algorithms)
        nonces = nil
        self.audience = audience
        nonceRule = .uncheckable
    }

    private func window(_ proof: UnverifiedProof) -> FreshnessWindow {
        switch nonceRule {
        case .required: .withNonce
        case .none: .withoutNonce
        case .uncheckable: proof.nonce == nil ? .withoutNonce : .withNonce
        }
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
        let window = window(proof)
        try window.check(proof, now)
        return ScreenedProof(
            proof: proof, retainUntil: window.retentionEnd(of: proof),
            measurements: ProofMeasurements(
                clockOffset: proof.issuedAt - NumericDate.second(of: now), nonceAge: nonceAge))
    }

    /// How long proofs are accepted, remembered and fed with nonces; a host proves at start that these fit together.
    public var lifetimes: ProofLifetimes {
        let window = nonces == nil ? FreshnessWindow.withoutNonce : .withNonce
        return ProofLifetimes(
            acceptanceSeconds: window.acceptance, retentionSeconds: window.retention,
            nonceSeconds: nonces == nil ? 0 : NonceIssuer.longestLifeSeconds)
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

/// The lengths of time that single use rests on (RFC 9449 §11.1).
public struct ProofLifetimes: Sendable, Equatable {
    /// From `iat` to the last instant at which a proof passes its checks, in seconds.
    public let acceptanceSeconds: Int64
    /// From `iat` to the instant up to which a used proof is remembered, in seconds.
    public let retentionSeconds: Int64
    /// The longest life of a nonce in seconds; 0 where none is used.
    public let nonceSeconds: Int64

    /// The longest life that AT Protocol allows a nonce, in seconds.
    public static let longestNonceSeconds: Int64 = 300

    /// The longest that a host may take from checking a proof to remembering it, in seconds.
    ///
    /// Meanwhile it asks other servers and receives the body. A second copy of a proof that takes that long must still
    /// find the first one remembered.
    public static let longestHandlingSeconds: Int64 = 30

    /// Makes lifetimes, for a check of other ones than a verifier has.
    public init(acceptanceSeconds: Int64, retentionSeconds: Int64, nonceSeconds: Int64) {
        self.acceptanceSeconds = acceptanceSeconds
        self.retentionSeconds = retentionSeconds
        self.nonceSeconds = nonceSeconds
    }

    /// What would let a proof be used twice, or nil.
    public var flaw: String? {
        let lastUse = acceptanceSeconds + Self.longestHandlingSeconds
        guard retentionSeconds >= lastUse else {
            return "a used proof is forgotten after \(retentionSeconds) s and may come again for \(lastUse) s"
        }
        guard nonceSeconds <= Self.longestNonceSeconds else {
            return "a nonce lives \(nonceSeconds) s and may live \(Self.longestNonceSeconds) s"
        }
        return nil
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
