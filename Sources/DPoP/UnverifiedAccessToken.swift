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
        jws = try Self.parse(text, policy)
        guard jws.header["typ"]?.string == "at+jwt" else { throw Refusal(.tokenType) }
        let payload = jws.payload
        guard payload["iss"]?.string?.utf8.elementsEqual(policy.issuer.utf8) == true else {
            throw Refusal(.tokenIssuer)
        }
        let audience = try Self.audience(payload["aud"], policy)
        let expiry = try Self.checkTimes(payload, now)
        guard let subject = payload["sub"]?.string, Self.isDID(subject) else { throw Refusal(.tokenSubject) }
        guard let id = payload["jti"]?.string, let client = payload["client_id"]?.string, !id.isEmpty, !client.isEmpty
        else { throw Refusal(.tokenClaims) }
        claims = VerifiedAccessToken(
            id: id, subject: subject, clientID: client, audience: audience,
            scopes: OAuthScopes(payload["scope"]?.string ?? ""), thumbprint: try Self.binding(payload["cnf"]),
            expiresAt: Date(timeIntervalSince1970: Double(expiry)))
    }

    private static func parse(_ text: String, _ policy: AccessTokenPolicy) throws(Refusal) -> UnverifiedJWS {
        do {
            return try UnverifiedJWS(text, maximumBytes: maximumBytes, algorithms: policy.algorithms)
        } catch {
            switch error {
            case .algorithm: throw Refusal(.tokenAlgorithm)
            case .tooLarge, .parts, .encoding, .json, .critical, .signatureLength:
                throw Refusal(.tokenMalformed, detail: "\(error)")
            }
        }
    }

    private static func audience(_ claim: JSONValue?, _ policy: AccessTokenPolicy) throws(Refusal) -> String {
        let named = claim?.string.map { [$0] } ?? claim?.array?.compactMap(\.string) ?? []
        let own = policy.audiences.first { own in named.contains { $0.utf8.elementsEqual(own.utf8) } }
        guard let own else { throw Refusal(.tokenAudience) }
        return own
    }

    /// Checks `exp`, `iat` and `nbf` and returns the expiry in seconds.
    private static func checkTimes(_ claims: JSONObject, _ now: Date) throws(Refusal) -> Int64 {
        guard let expiry = claims["exp"].flatMap(NumericDate.seconds),
            let issued = claims["iat"].flatMap(NumericDate.seconds)
        else { throw Refusal(.tokenTimes) }
        let second = Int64(now.timeIntervalSince1970.rounded(.down))
        guard second < expiry + AccessTokenPolicy.expirySkewSeconds else { throw Refusal(.tokenExpired) }
        guard issued <= second + AccessTokenPolicy.issuedFutureSeconds else { throw Refusal(.tokenFromFuture) }
        if let start = claims["nbf"] {
            guard let start = NumericDate.seconds(start) else { throw Refusal(.tokenTimes) }
            guard start <= second + AccessTokenPolicy.issuedFutureSeconds else { throw Refusal(.tokenFromFuture) }
        }
        return expiry
    }

    private static func binding(_ claim: JSONValue?) throws(Refusal) -> String {
        guard let claim else { throw Refusal(.tokenUnbound) }
        guard let thumbprint = claim.object?["jkt"]?.string, thumbprint.utf8.count == 43 else {
            throw Refusal(.tokenBindingMalformed)
        }
        return thumbprint
    }

    /// The generic syntax of a DID; which methods are supported is for the caller.
    private static func isDID(_ text: String) -> Bool {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard text.utf8.count <= 2048, parts.count == 3, parts[0] == "did", !parts[1].isEmpty, !parts[2].isEmpty
        else { return false }
        return text.utf8.last != UInt8(ascii: ":") && text.utf8.last != UInt8(ascii: "%")
            && parts[1].utf8.allSatisfy { (0x61...0x7A).contains($0) }
            && parts[2].utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "%"), UInt8(ascii: "-"): true
                default: false
                }
            }
    }

    /// Checks the signature and gives out the claims.
    ///
    /// - Throws: ``Refusal`` with ``RefusalReason/tokenSignature``.
    public func verified(by key: PublicJWK) throws(Refusal) -> VerifiedAccessToken {
        guard jws.isSigned(by: key.key) else { throw Refusal(.tokenSignature) }
        return claims
    }
}

/// The claims of an access token that passed every check.
public struct VerifiedAccessToken: Sendable {
    /// `jti`.
    public let id: String
    /// `sub`: the account's DID.
    public let subject: String
    /// `client_id`.
    public let clientID: String
    /// The one of our names that `aud` holds.
    public let audience: String
    /// `scope`, taken apart.
    public let scopes: OAuthScopes
    /// `cnf.jkt`: the thumbprint of the key that the token is bound to.
    public let thumbprint: String
    /// `exp`.
    public let expiresAt: Date

    init(
        id: String, subject: String, clientID: String, audience: String, scopes: OAuthScopes, thumbprint: String,
        expiresAt: Date
    ) {
        self.id = id
        self.subject = subject
        self.clientID = clientID
        self.audience = audience
        self.scopes = scopes
        self.thumbprint = thumbprint
        self.expiresAt = expiresAt
    }
}
