// SPDX-License-Identifier: Apache-2.0

/// Every rule by which a service-auth token can be refused; one code for each, stable in logs and metrics.
public enum ServiceAuthReason: String, Sendable, CaseIterable {
    // The form, RFC 7515 §7.1
    /// The token is longer than 4096 bytes.
    case tooLarge = "service-jwt-too-large"
    /// The token does not have three non-empty parts.
    case parts = "service-jwt-parts"
    /// A part is not canonical base64url.
    case encoding = "service-jwt-encoding"
    /// The header or the claims are not one strict JSON object.
    case json = "service-jwt-json"
    /// The header has `crit` or `b64`.
    case critical = "service-jwt-critical"
    /// `typ` says that this is an access token, a refresh token or a proof.
    case typeOfOtherCredential = "service-jwt-type-other-credential"
    /// `typ` is neither absent nor the string `JWT`.
    case type = "service-jwt-type"
    /// `alg` is neither ES256 nor ES256K.
    case algorithm = "service-jwt-algorithm"
    /// The signature does not have 64 bytes, as in DER.
    case signatureLength = "service-jwt-signature-length"
    /// `kid` is neither absent nor `#atproto`.
    case keyID = "service-jwt-key-id"

    // The claims
    /// `aud` is missing or not a string.
    case audienceMissing = "service-jwt-audience-missing"
    /// `aud` is not a name of this service.
    case audienceMismatch = "service-jwt-audience-mismatch"
    /// `lxm` is missing or not a string.
    case methodMissing = "service-jwt-method-missing"
    /// `lxm` is not the method that was called.
    case methodMismatch = "service-jwt-method-mismatch"
    /// `exp` is missing.
    case expiryMissing = "service-jwt-expiry-missing"
    /// `exp`, `iat` or `nbf` is not a plausible number of seconds.
    case timeMalformed = "service-jwt-time-malformed"
    /// `exp` has passed.
    case expired = "service-jwt-expired"
    /// `iat` is missing, and the token is to mint.
    case issuedMissing = "service-jwt-issued-missing"
    /// `iat` or `nbf` is in the future.
    case fromFuture = "service-jwt-from-future"
    /// `exp` is not after `iat`, or too long after it.
    case lifetime = "service-jwt-lifetime"
    /// `iss` is missing or not a string.
    case issuerMissing = "service-jwt-issuer-missing"
    /// `iss` names a service or a key and not an account.
    case issuerFragment = "service-jwt-issuer-fragment"
    /// `iss` is not a did:plc or a did:web of a public host.
    case issuerMethod = "service-jwt-issuer-method"
    /// `nonce` is not a string of at most 256 bytes.
    case nonce = "service-jwt-nonce-malformed"
    /// `jti` is missing, and the token is to mint.
    case idMissing = "service-jwt-id-missing"
    /// `jti` is not a string of 1 to 256 bytes.
    case idMalformed = "service-jwt-id-malformed"

    // The key
    /// Nobody knows the issuer.
    case issuerUnknown = "service-jwt-issuer-unknown"
    /// What the issuer's host serves is not the issuer's document, or breaks a rule of fetching.
    case issuerDocument = "service-jwt-issuer-document"
    /// The issuer's document has no usable signing key.
    case issuerKey = "service-jwt-issuer-key"
    /// The issuer's key is not on the curve that `alg` is for.
    case keyCurve = "service-jwt-key-curve"
    /// The signature is wrong.
    case signature = "service-jwt-signature"
    /// The issuer's document cannot be had now.
    case identityUnavailable = "service-jwt-identity-unavailable"

    // What the host reports after a verified token
    /// The token was used before.
    case replayed = "service-jwt-replayed"
}
