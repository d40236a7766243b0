// SPDX-License-Identifier: Apache-2.0

import Foundation
import JOSE

/// How far the `iat` of a proof may lie from the server's clock, in seconds (RFC 9449 §11.1).
struct FreshnessWindow: Sendable {
    let past: Int64
    let future: Int64
    /// How long a used proof is remembered, in seconds from its `iat`.
    let retention: Int64
    private static let skew: Int64 = 30

    /// A server nonce proves freshness, so clocks may differ by five minutes.
    static let withNonce = FreshnessWindow(past: 300, future: 300, retention: 360)
    /// Without a nonce the time is all there is.
    static let withoutNonce = FreshnessWindow(past: 60, future: 30, retention: 120)

    func check(_ proof: UnverifiedProof, _ now: Date) throws(Refusal) {
        let second = NumericDate.second(of: now)
        guard proof.issuedAt >= second - past else { throw Refusal(.proofTooOld, detail: times(proof, second)) }
        guard proof.issuedAt <= second + future else { throw Refusal(.proofFromFuture, detail: times(proof, second)) }
        if let expiry = proof.expiresAt, expiry <= second - Self.skew { throw Refusal(.proofExpired) }
        if let start = proof.notBefore, start > second + Self.skew { throw Refusal(.proofNotYetValid) }
    }

    /// The longest that a proof can pass ``check(_:_:)``, in seconds from its `iat`: the fraction of the last second
    /// counts.
    var acceptance: Int64 { past + 1 }

    /// The instant up to which a used proof is remembered.
    func retentionEnd(of proof: UnverifiedProof) -> Date {
        Date(timeIntervalSince1970: Double(proof.issuedAt + retention))
    }

    private func times(_ proof: UnverifiedProof, _ second: Int64) -> String {
        "iat \(proof.issuedAt), server time \(second)"
    }
}
