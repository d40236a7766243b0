// SPDX-License-Identifier: Apache-2.0

import Foundation
import JOSE
import StrictJSON

/// Reads the claims of a JWT access token by a policy (RFC 9068 §4); the signature is somebody else's matter.
struct AccessTokenClaims {
    private let header: JSONObject
    private let payload: JSONObject
    private let policy: AccessTokenPolicy

    init(header: JSONObject, payload: JSONObject, policy: AccessTokenPolicy) {
        self.header = header
        self.payload = payload
        self.policy = policy
    }

    /// Checks type, issuer, audience, times, subject and binding, in this order.
    func token(now: Date) throws(Refusal) -> VerifiedAccessToken {
        guard header["typ"]?.string == "at+jwt" else { throw Refusal(.tokenType) }
        guard payload["iss"]?.string?.utf8.elementsEqual(policy.issuer.utf8) == true else {
            throw Refusal(.tokenIssuer, expected: policy.issuer, got: payload["iss"]?.string)
        }
        let audience = try Self.audience(payload["aud"], among: policy.audiences)
        let expiry = try checkTimes(now)
        guard let subject = payload["sub"]?.string, Self.isDID(subject) else { throw Refusal(.tokenSubject) }
        guard let id = payload["jti"]?.string, let client = payload["client_id"]?.string, !id.isEmpty, !client.isEmpty
        else { throw Refusal(.tokenClaims) }
        return VerifiedAccessToken(
            id: id, subject: subject, clientID: client, audience: audience,
            scopes: OAuthScopes(payload["scope"]?.string ?? ""), thumbprint: try Self.binding(payload["cnf"]),
            expiresAt: Date(timeIntervalSince1970: Double(expiry)))
    }

    /// The first of our names that `aud` holds, as a string or in a list.
    static func audience(_ claim: JSONValue?, among audiences: [String]) throws(Refusal) -> String {
        let named = claim?.string.map { [$0] } ?? claim?.array?.compactMap(\.string) ?? []
        let own = audiences.first { own in named.contains { $0.utf8.elementsEqual(own.utf8) } }
        guard let own else {
            throw Refusal(
                .tokenAudience, expected: audiences.joined(separator: " or "),
                got: named.isEmpty ? nil : named.joined(separator: " "))
        }
        return own
    }

    /// Checks `exp`, `iat` and `nbf` and returns the expiry in seconds.
    private func checkTimes(_ now: Date) throws(Refusal) -> Int64 {
        guard let expiry = payload["exp"].flatMap(NumericDate.seconds),
            let issued = payload["iat"].flatMap(NumericDate.seconds)
        else { throw Refusal(.tokenTimes) }
        let second = NumericDate.second(of: now)
        guard second < expiry + AccessTokenPolicy.expirySkewSeconds else {
            throw Refusal(.tokenExpired, detail: "exp \(expiry), server time \(second)")
        }
        guard issued <= second + AccessTokenPolicy.issuedFutureSeconds else { throw Refusal(.tokenFromFuture) }
        if let start = payload["nbf"] {
            guard let start = NumericDate.seconds(start) else { throw Refusal(.tokenTimes) }
            guard start <= second + AccessTokenPolicy.issuedFutureSeconds else { throw Refusal(.tokenFromFuture) }
        }
        if let oldest = policy.maximumAgeSeconds, issued < second - oldest { throw Refusal(.tokenTooOld) }
        return expiry
    }

    /// The thumbprint in `cnf`; other members beside `jkt` are allowed (RFC 9449 §6.1).
    static func binding(_ claim: JSONValue?) throws(Refusal) -> String {
        guard let claim else { throw Refusal(.tokenUnbound) }
        guard let thumbprint = claim.object?["jkt"]?.string, thumbprint.utf8.count == 43 else {
            throw Refusal(.tokenBindingMalformed)
        }
        return thumbprint
    }

    /// The generic syntax of a DID; which methods are supported is for the caller.
    static func isDID(_ text: String) -> Bool {
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
}
