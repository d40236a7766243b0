// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import JOSE
import StrictJSON

/// A JWT access token whose form and claims are checked, but not its signature (RFC 9068).
public struct UnverifiedAccessToken: Sendable {
    /// The longest token in bytes; one that is longer cannot fit the `Authorization` field.
    public static let maximumBytes = 8192

    /// The name of the signing key, where the token gives one.
    public var keyID: String? { jws.header["kid"]?.string }
    /// The algorithm, one of the policy's.
    public var algorithm: SignatureAlgorithm { jws.algorithm }

    private let jws: UnverifiedJWS
    private let claims: VerifiedAccessToken

    /// Reads a token and checks type, issuer, audience, times, subject and binding, in this order.
    ///
    /// - Throws: ``Refusal``.
    public init(_ text: String, policy: AccessTokenPolicy, now: Date) throws(Refusal) {
        do {
            jws = try UnverifiedJWS(text, maximumBytes: Self.maximumBytes, algorithms: policy.algorithms)
        } catch {
            throw Refusal(accessToken: error)
        }
        claims = try AccessTokenClaims(header: jws.header, payload: jws.payload, policy: policy).token(now: now)
    }

    /// Checks the signature and gives out the claims.
    ///
    /// - Throws: ``Refusal`` with ``RefusalReason/tokenSignature``.
    public func verified(by key: PublicJWK) throws(Refusal) -> VerifiedAccessToken {
        guard jws.isSigned(by: key.key) else { throw Refusal(.tokenSignature) }
        return claims
    }
}

/// An access token that a server authenticates to itself with HS256, as a PDS does that is its own authorization server.
public struct UnverifiedSharedSecretToken: Sendable {
    private let jws: UnverifiedHS256JWS
    private let claims: VerifiedAccessToken

    /// Reads a token and makes the checks of ``UnverifiedAccessToken``.
    ///
    /// - Throws: ``Refusal``.
    public init(_ text: String, policy: AccessTokenPolicy, now: Date) throws(Refusal) {
        do {
            jws = try UnverifiedHS256JWS(text, maximumBytes: UnverifiedAccessToken.maximumBytes)
        } catch {
            throw Refusal(accessToken: error)
        }
        claims = try AccessTokenClaims(header: jws.header, payload: jws.payload, policy: policy).token(now: now)
    }

    /// Checks the tag and gives out the claims.
    ///
    /// - Throws: ``Refusal`` with ``RefusalReason/tokenSignature``.
    public func verified(by key: HMACKey) throws(Refusal) -> VerifiedAccessToken {
        guard jws.isAuthentic(by: key) else { throw Refusal(.tokenSignature) }
        return claims
    }
}

extension Refusal {
    fileprivate init(accessToken error: JWSError) {
        switch error {
        case .algorithm: self.init(.tokenAlgorithm)
        case .tooLarge, .parts, .encoding, .json, .critical, .signatureLength:
            self.init(.tokenMalformed, detail: "\(error)")
        }
    }
}
