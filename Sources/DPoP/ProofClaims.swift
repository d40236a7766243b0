// SPDX-License-Identifier: Apache-2.0

import JOSE
import StrictJSON

/// Reads the claims of a proof, each with the type and the bounds of RFC 9449 §4.2.
struct ProofClaims {
    private let claims: JSONObject

    init(_ claims: JSONObject) {
        self.claims = claims
    }

    func id() throws(Refusal) -> String {
        guard let id = claims["jti"]?.string, !id.isEmpty else { throw Refusal(.proofIDMissing) }
        guard id.utf8.count <= UnverifiedProof.maximumIDBytes else {
            throw Refusal(.proofIDTooLong, detail: "\(id.utf8.count) bytes")
        }
        return id
    }

    func method() throws(Refusal) -> String {
        guard let method = claims["htm"]?.string else { throw Refusal(.proofMethodMissing) }
        return method
    }

    func target() throws(Refusal) -> HTTPTarget {
        guard let text = claims["htu"]?.string else { throw Refusal(.proofTargetMissing) }
        guard let target = HTTPTarget(text) else { throw Refusal(.proofTargetMalformed) }
        return target
    }

    func tokenHash() throws(Refusal) -> String? {
        guard let value = claims["ath"] else { return nil }
        guard let hash = value.string else { throw Refusal(.proofTokenHashMissing) }
        return hash
    }

    func issuedAt() throws(Refusal) -> Int64 {
        guard let time = try time("iat") else { throw Refusal(.proofTimeMissing) }
        guard time <= NumericDate.latestPlausibleSecond else {
            throw Refusal(.proofTimeMilliseconds, detail: "iat \(time)")
        }
        return time
    }

    func time(_ name: String) throws(Refusal) -> Int64? {
        guard let value = claims[name] else { return nil }
        guard let time = NumericDate.seconds(value) else { throw Refusal(.proofTimeMalformed, detail: name) }
        return time
    }

    func nonce() throws(Refusal) -> String? {
        guard let value = claims["nonce"] else { return nil }
        guard let nonce = value.string, nonce.utf8.count <= UnverifiedProof.maximumNonceBytes else {
            throw Refusal(.nonceMalformed)
        }
        return nonce
    }
}
