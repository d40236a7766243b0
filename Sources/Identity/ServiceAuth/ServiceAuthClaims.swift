// SPDX-License-Identifier: Apache-2.0

import Foundation
import JOSE
import StrictJSON
import XRPCCore

/// The claims of a service-auth token, read one rule at a time; nothing in them is trusted yet.
struct ServiceAuthClaims {
    /// The longest `jti` and the longest `nonce` in bytes.
    static let maximumTextBytes = 256

    private let claims: JSONObject

    init(_ claims: JSONObject) {
        self.claims = claims
    }

    /// `aud`, one of the names that the policy accepts.
    func audience(_ policy: ServiceAuthPolicy) throws(ServiceAuthRefusal) -> String {
        guard let audience = claims["aud"]?.string else { throw ServiceAuthRefusal(.audienceMissing) }
        guard policy.accepted.contains(Array(audience.utf8)) else {
            throw ServiceAuthRefusal(
                .audienceMismatch, expected: policy.audiences.joined(separator: " or "), got: audience)
        }
        return audience
    }

    /// `lxm`, which must be the method that was called.
    func checkMethod(_ method: NSID) throws(ServiceAuthRefusal) {
        guard let value = claims["lxm"]?.string else { throw ServiceAuthRefusal(.methodMissing) }
        guard value.utf8.elementsEqual(method.rawValue.utf8) else {
            throw ServiceAuthRefusal(.methodMismatch, expected: method.rawValue, got: value)
        }
    }

    /// `exp`, `iat` and `nbf` against the clock and against each other; gives out `iat` and `exp`.
    func times(
        _ purpose: ServiceAuthPurpose, now: Date
    ) throws(ServiceAuthRefusal) -> (issued: Int64?, expiry: Int64) {
        let second = NumericDate.second(of: now)
        guard let expiry = try time("exp") else { throw ServiceAuthRefusal(.expiryMissing) }
        let issued = try time("iat")
        let start = try time("nbf")
        guard expiry > second - ServiceAuthPolicy.expirySkewSeconds else {
            throw ServiceAuthRefusal(.expired, detail: "exp \(expiry), server time \(second)")
        }
        guard issued != nil || !purpose.demandsSingleUse else { throw ServiceAuthRefusal(.issuedMissing) }
        let latest = second + ServiceAuthPolicy.issuedFutureSeconds
        guard max(issued ?? 0, start ?? 0) <= latest else {
            throw ServiceAuthRefusal(.fromFuture, detail: "iat \(issued ?? 0), server time \(second)")
        }
        let lifetime = expiry - (issued ?? min(second, expiry - 1))
        guard (1...purpose.maximumLifetimeSeconds).contains(lifetime) else {
            throw ServiceAuthRefusal(.lifetime, detail: "\(lifetime) s")
        }
        return (issued, expiry)
    }

    private func time(_ name: String) throws(ServiceAuthRefusal) -> Int64? {
        guard let value = claims[name] else { return nil }
        guard let seconds = NumericDate.seconds(value), seconds <= NumericDate.latestPlausibleSecond else {
            throw ServiceAuthRefusal(.timeMalformed, detail: name)
        }
        return seconds
    }

    /// `iss`: the DID of an account, without a fragment.
    func issuer(_ reach: NetworkReach) throws(ServiceAuthRefusal) -> ResolvableDID {
        guard let issuer = claims["iss"]?.string else { throw ServiceAuthRefusal(.issuerMissing) }
        guard !issuer.utf8.contains(UInt8(ascii: "#")) else { throw ServiceAuthRefusal(.issuerFragment) }
        guard let did = ResolvableDID(issuer, reach: reach) else { throw ServiceAuthRefusal(.issuerMethod) }
        return did
    }

    /// `nonce`, which has no meaning here but must have its type.
    func checkNonce() throws(ServiceAuthRefusal) {
        guard let nonce = claims["nonce"] else { return }
        guard let text = nonce.string, text.utf8.count <= Self.maximumTextBytes else {
            throw ServiceAuthRefusal(.nonce)
        }
    }

    /// `jti`, by which the token is used once only.
    func id(_ purpose: ServiceAuthPurpose) throws(ServiceAuthRefusal) -> String? {
        guard let id = claims["jti"] else {
            guard purpose.demandsSingleUse else { return nil }
            throw ServiceAuthRefusal(.idMissing)
        }
        guard let text = id.string, (1...Self.maximumTextBytes).contains(text.utf8.count) else {
            throw ServiceAuthRefusal(.idMalformed)
        }
        return text
    }
}
