// SPDX-License-Identifier: Apache-2.0

public import DPoP
import Foundation
import JOSE
import XRPCCore

/// Verifies sessions that are bound to a DPoP key: the proof here, the access token by the one verifier that it is for.
public struct DPoPSessions: Sendable {
    /// The rules for proofs.
    public let proofs: ProofVerifier
    /// The only verifier, or several with different patterns.
    public let verifiers: [any AccessTokenVerifier]
    private let service: String
    private let authority: (any AccountAuthority)?

    /// Puts verifiers together.
    ///
    /// - Parameters:
    ///   - verifiers: one or more; each has patterns that no other has.
    ///   - proofs: checks the proofs.
    ///   - service: the DID of this service with its fragment, which `rpc` scopes must name.
    ///   - authority: confirms that an account's own documents name the issuer; nil where the issuer needs no such
    ///     confirmation, because it is the operator's own.
    /// - Throws: ``HostStartupError`` where there is no verifier, or two could take the same token.
    public init(
        verifiers: [any AccessTokenVerifier], proofs: ProofVerifier, service: String,
        authority: (any AccountAuthority)? = nil
    ) throws(HostStartupError) {
        guard !verifiers.isEmpty else { throw HostStartupError(setting: "issuer", problem: "there is none") }
        var owners: [AccessTokenPattern: String] = [:]
        for verifier in verifiers {
            for pattern in verifier.patterns {
                guard let owner = owners.updateValue(verifier.name, forKey: pattern) else { continue }
                throw HostStartupError(
                    setting: verifier.name, problem: "\(pattern) are already verified by \(owner); keep one of the two")
            }
        }
        self.verifiers = verifiers
        self.proofs = proofs
        self.service = service
        self.authority = authority
    }

    /// Checks proof form and nonce, then the token, then binding and proof signature, then scope and account.
    func verify(_ presented: PresentedSession, now: Date) async throws(Refusal) -> UnspentSession {
        let proofText = try Self.proofText(presented)
        let text = presented.authorization.token
        let call = ProvenCall(method: presented.method, target: presented.target, accessToken: text)
        let screened = try proofs.screen(proofText, for: call, now: now)
        let verifier = try verifier(for: text)
        let token = try await verifier.verify(text, now: now)
        let proof = try proofs.confirm(screened, boundTo: token.thumbprint)
        guard token.scopes.isSession, token.scopes.permitsCall(of: presented.nsid.rawValue, on: service) else {
            throw Refusal(.scopeMissing, detail: neededScopes(for: presented.nsid))
        }
        guard let did = DID(rawValue: token.subject) else { throw Refusal(.tokenSubject) }
        if let authority {
            let claim = AccountClaim(did: did, issuer: verifier.issuer, pds: verifier.pds(of: token))
            try await authority.confirm(claim, now: now)
        }
        let session = VerifiedSession(
            did: did, clientID: token.clientID, audience: token.audience, assurance: .dpopBound,
            verifier: verifier.name, expiresAt: token.expiresAt)
        return UnspentSession(
            session: session, reservation: proof.reservation, credential: .proof, measurements: proof.measurements)
    }

    private static func proofText(_ presented: PresentedSession) throws(Refusal) -> String {
        guard let text = presented.proofLines.first else { throw Refusal(.proofMissing) }
        guard presented.proofLines.count == 1, !text.utf8.contains(UInt8(ascii: ",")) else {
            throw Refusal(.proofRepeated)
        }
        return text
    }

    /// The scopes that a call needs, as a client asks for them (atproto.com/specs/permission).
    private func neededScopes(for nsid: NSID) -> String {
        "atproto rpc:\(nsid.rawValue)?aud=\(service.replacing("#", with: "%23"))"
    }

    /// The verifier whose pattern the token shows; no other gets to see it.
    private func verifier(for token: String) throws(Refusal) -> any AccessTokenVerifier {
        let hints = UnverifiedTokenHints(token, maximumBytes: UnverifiedAccessToken.maximumBytes)
        // A JWS that is malformed is not opaque, and no server is told of it.
        guard hints != nil || !UnverifiedTokenHints.looksLikeJWS(token) else { throw Refusal(.tokenMalformed) }
        let pattern = hints.map { AccessTokenPattern.issuer($0.issuer ?? "") } ?? .opaque
        if let verifier = verifiers.first(where: { $0.patterns.contains(pattern) }) { return verifier }
        guard let hints else { throw Refusal(.tokenMalformed) }
        let issuers = verifiers.map(\.issuer).joined(separator: " or ")
        throw Refusal(.tokenIssuer, expected: issuers, got: hints.issuer)
    }
}

extension AccessTokenVerifier {
    /// The issuer that the verifier stands for.
    var issuer: String {
        for case .issuer(let issuer) in patterns { return issuer }
        return ""
    }
}
