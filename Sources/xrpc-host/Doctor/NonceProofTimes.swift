// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import JOSE
import StrictJSON

/// The times of a proof that carries a nonce.
///
/// A host that knows the nonce lets clocks differ more than one without nonces does. The doctor knows no nonce, so it
/// has a ``ProofVerifier`` without nonces make every other check at ``screeningTime(now:)``, and the one of time here.
struct NonceProofTimes {
    /// How far `iat` may lie from the host's clock, in seconds to either side.
    static let windowSeconds: Int64 = 300
    private static let skewSeconds: Int64 = 30

    private let issued: Int64
    private let expiry: Int64?
    private let start: Int64?

    /// Reads the claims; nil where they have no nonce, or not the form that gets as far as a check of time.
    init?(proof text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64URL.decode(parts[1].utf8),
            let claims = (try? JSONParser(limits: .token).parse(bytes))?.object,
            claims["nonce"]?.string != nil, let issued = claims["iat"].flatMap(NumericDate.seconds)
        else { return nil }
        self.issued = issued
        expiry = claims["exp"].flatMap(NumericDate.seconds)
        start = claims["nbf"].flatMap(NumericDate.seconds)
    }

    /// The time nearest to `now` at which the proof is fresh also without a nonce.
    func screeningTime(now: Date) -> Date {
        NumericDate.date(
            min(max(NumericDate.second(of: now), issued - Self.skewSeconds), issued + 2 * Self.skewSeconds))
    }

    /// Checks the times as a host does that knows the nonce.
    func check(now: Date) throws(Refusal) {
        let second = NumericDate.second(of: now)
        let detail = "iat \(issued), server time \(second)"
        guard issued >= second - Self.windowSeconds else { throw Refusal(.proofTooOld, detail: detail) }
        guard issued <= second + Self.windowSeconds else { throw Refusal(.proofFromFuture, detail: detail) }
        if let expiry, expiry <= second - Self.skewSeconds { throw Refusal(.proofExpired) }
        if let start, start > second + Self.skewSeconds { throw Refusal(.proofNotYetValid) }
    }
}
