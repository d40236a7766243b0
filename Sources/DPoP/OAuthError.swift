// SPDX-License-Identifier: Apache-2.0

/// The names that clients see, from RFC 6750 §3.1 and RFC 9449 §7.1 and §12.
public enum OAuthError: String, Sendable, CaseIterable {
    /// The request itself is malformed.
    case invalidRequest = "invalid_request"
    /// The access token is malformed, expired, foreign, or not bound to the proof's key.
    case invalidToken = "invalid_token"
    /// The proof is missing or wrong.
    case invalidProof = "invalid_dpop_proof"
    /// The proof needs a nonce that the answer carries.
    case useNonce = "use_dpop_nonce"
    /// The token is good and does not permit the method.
    case insufficientScope = "insufficient_scope"
    /// The check could not be made; the client should try again.
    case temporarilyUnavailable = "temporarily_unavailable"
}
