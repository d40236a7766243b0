// SPDX-License-Identifier: Apache-2.0

public import Foundation
import JOSE
import StrictJSON

/// Reads what an authorization server says about a token (RFC 7662 §2.2).
public enum IntrospectionAnswer {
    /// The longest answer in bytes: 64 KiB.
    public static let maximumBytes = 65_536

    /// The token, where the server calls it active and the claims pass every check.
    ///
    /// `active`, `sub`, `aud`, `exp` and `cnf.jkt` are required. `iss` must be the policy's where it is given, and
    /// `token_type` must be DPoP where it is given.
    ///
    /// - Throws: ``Refusal``; with ``RefusalReason/introspectionUnavailable`` where this is no answer at all.
    public static func token(
        _ bytes: [UInt8], policy: AccessTokenPolicy, now: Date
    ) throws(Refusal) -> VerifiedAccessToken {
        let limits = JSONLimits(maximumBytes: maximumBytes, maximumDepth: 8, maximumMembers: 64)
        guard let answer = (try? JSONParser(limits: limits).parse(bytes))?.object,
            let isActive = answer["active"]?.bool
        else { throw Refusal(.introspectionUnavailable, detail: "the answer is not one of RFC 7662") }
        guard isActive else { throw Refusal(.tokenInactive) }
        return try activeToken(answer, policy, now)
    }

    private static func activeToken(
        _ answer: JSONObject, _ policy: AccessTokenPolicy, _ now: Date
    ) throws(Refusal) -> VerifiedAccessToken {
        if let issuer = answer["iss"], issuer.string?.utf8.elementsEqual(policy.issuer.utf8) != true {
            throw Refusal(.tokenIssuer, expected: policy.issuer, got: issuer.string)
        }
        if let type = answer["token_type"], type.string.flatMap({ AuthorizationField.Scheme(name: $0.utf8) }) != .dpop {
            throw Refusal(.tokenUnbound)
        }
        let audience = try AccessTokenClaims.audience(answer["aud"], among: policy.audiences)
        let expiry = try checkTimes(answer, policy, now)
        guard let subject = answer["sub"]?.string, AccessTokenClaims.isDID(subject) else {
            throw Refusal(.tokenSubject)
        }
        return VerifiedAccessToken(
            id: answer["jti"]?.string, subject: subject, clientID: answer["client_id"]?.string, audience: audience,
            scopes: OAuthScopes(answer["scope"]?.string ?? ""),
            thumbprint: try AccessTokenClaims.binding(answer["cnf"]),
            expiresAt: Date(timeIntervalSince1970: Double(expiry)))
    }

    private static func checkTimes(
        _ answer: JSONObject, _ policy: AccessTokenPolicy, _ now: Date
    ) throws(Refusal) -> Int64 {
        guard let expiry = answer["exp"].flatMap(NumericDate.seconds) else { throw Refusal(.tokenTimes) }
        let second = NumericDate.second(of: now)
        guard second < expiry + AccessTokenPolicy.expirySkewSeconds else {
            throw Refusal(.tokenExpired, detail: "exp \(expiry), server time \(second)")
        }
        for name in ["iat", "nbf"] {
            guard let claim = answer[name] else { continue }
            guard let time = NumericDate.seconds(claim) else { throw Refusal(.tokenTimes) }
            guard time <= second + AccessTokenPolicy.issuedFutureSeconds else { throw Refusal(.tokenFromFuture) }
        }
        return expiry
    }
}
