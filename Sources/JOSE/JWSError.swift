// SPDX-License-Identifier: Apache-2.0

/// Why a text is not an acceptable compact JWS (RFC 7515 §7.1).
public enum JWSError: Error, Sendable, CaseIterable {
    /// The text is longer than allowed.
    case tooLarge
    /// It does not have exactly three non-empty parts.
    case parts
    /// A part is not canonical base64url.
    case encoding
    /// The header or the payload is not one JSON object within the bounds for tokens.
    case json
    /// A `crit` or `b64` member is present; no extension is understood.
    case critical
    /// `alg` is missing, not a string, or not among the allowed algorithms.
    case algorithm
    /// The signature does not have 64 bytes.
    case signatureLength
}
