// SPDX-License-Identifier: Apache-2.0

public import JOSE
import StrictJSON

/// A DPoP proof whose form is checked and nothing else; hand it to a ``ProofVerifier`` (RFC 9449 §4.2).
public struct UnverifiedProof: Sendable {
    /// The longest proof in bytes.
    public static let maximumBytes = 4096
    /// The longest `jti` in bytes.
    public static let maximumIDBytes = 256
    /// The longest `nonce` in bytes.
    public static let maximumNonceBytes = 256

    let jws: UnverifiedJWS
    let key: PublicJWK
    let id: String
    let method: String
    let target: HTTPTarget
    let issuedAt: Int64
    let expiresAt: Int64?
    let notBefore: Int64?
    let nonce: String?
    let tokenHash: String?

    /// Reads the value of the one `DPoP` field.
    ///
    /// - Parameters:
    ///   - text: the compact JWS.
    ///   - algorithms: the algorithms that the server offers.
    /// - Throws: ``Refusal`` with the first rule that the proof breaks.
    public init(_ text: String, algorithms: Set<SignatureAlgorithm>) throws(Refusal) {
        jws = try Self.parse(text, algorithms)
        guard jws.header["typ"]?.string == "dpop+jwt" else { throw Refusal(.proofType) }
        key = try Self.key(of: jws)
        let claims = ProofClaims(jws.payload)
        id = try claims.id()
        method = try claims.method()
        target = try claims.target()
        tokenHash = try claims.tokenHash()
        issuedAt = try claims.issuedAt()
        expiresAt = try claims.time("exp")
        notBefore = try claims.time("nbf")
        nonce = try claims.nonce()
    }

    private static func parse(
        _ text: String, _ algorithms: Set<SignatureAlgorithm>
    ) throws(Refusal) -> UnverifiedJWS {
        do {
            return try UnverifiedJWS(text, maximumBytes: maximumBytes, algorithms: algorithms)
        } catch {
            switch error {
            case .tooLarge: throw Refusal(.proofTooLarge, detail: "\(text.utf8.count) bytes")
            case .parts: throw Refusal(.proofParts)
            case .encoding: throw Refusal(.proofEncoding)
            case .json: throw Refusal(.proofJSON)
            case .critical: throw Refusal(.proofCritical)
            case .algorithm: throw Refusal(.proofAlgorithm)
            case .signatureLength: throw Refusal(.proofSignatureLength)
            }
        }
    }

    private static func key(of jws: UnverifiedJWS) throws(Refusal) -> PublicJWK {
        guard let members = jws.header["jwk"]?.object else { throw Refusal(.proofKeyMissing) }
        do {
            return try PublicJWK(members, for: jws.algorithm)
        } catch {
            switch error {
            case .privateMember: throw Refusal(.proofKeyPrivate)
            case .curve: throw Refusal(.proofKeyCurve)
            case .purpose: throw Refusal(.proofKeyPurpose)
            case .point: throw Refusal(.proofKeyPoint)
            }
        }
    }
}
