// SPDX-License-Identifier: Apache-2.0

/// Every rule by which a service-auth token can be refused; one code for each, stable in logs and metrics.
public enum ServiceAuthReason: String, Sendable, CaseIterable {
    // The request, RFC 9110 §5.3 and RFC 6750 §2.1
    /// There is no `Authorization` field.
    case credentialsMissing = "credentials-missing"
    /// There is more than one `Authorization` field, or a comma joins two.
    case authorizationRepeated = "authorization-repeated"
    /// `Authorization` is not `Bearer`, spaces, and one token.
    case authorizationMalformed = "authorization-malformed"

    // The form, RFC 7515 §7.1
    /// The token is longer than 4096 bytes.
    case tooLarge = "jwt-too-large"
    /// The token does not have three non-empty parts.
    case parts = "jwt-parts"
    /// A part is not canonical base64url.
    case encoding = "jwt-encoding"
    /// The header or the claims are not one strict JSON object.
    case json = "jwt-json"
    /// The header has `crit` or `b64`.
    case critical = "jwt-critical"
    /// `typ` says that this is an access token, a refresh token or a proof.
    case typeOfOtherCredential = "jwt-type-other-credential"
    /// `typ` is neither absent nor the string `JWT`.
    case type = "jwt-type"
    /// `alg` is neither ES256 nor ES256K.
    case algorithm = "jwt-algorithm"
    /// The signature does not have 64 bytes, as in DER.
    case signatureLength = "jwt-signature-length"
    /// `kid` is neither absent nor `#atproto`.
    case keyID = "jwt-key-id"

    // The claims
    /// `aud` is missing or not a string.
    case audienceMissing = "audience-missing"
    /// `aud` is not a name of this service.
    case audienceMismatch = "audience-mismatch"
    /// `lxm` is missing or not a string.
    case methodMissing = "method-missing"
    /// `lxm` is not the method that was called.
    case methodMismatch = "method-mismatch"
    /// `exp` is missing.
    case expiryMissing = "expiry-missing"
    /// `exp`, `iat` or `nbf` is not a plausible number of seconds.
    case timeMalformed = "time-malformed"
    /// `exp` has passed.
    case expired = "expired"
    /// `iat` is missing, and the token is to mint.
    case issuedMissing = "issued-missing"
    /// `iat` or `nbf` is in the future.
    case fromFuture = "from-future"
    /// `exp` is not after `iat`, or too long after it.
    case lifetime = "lifetime"
    /// `iss` is missing or not a string.
    case issuerMissing = "issuer-missing"
    /// `iss` names a service or a key and not an account.
    case issuerFragment = "issuer-fragment"
    /// `iss` is not a did:plc or a did:web of a public host.
    case issuerMethod = "issuer-method"
    /// `nonce` is not a string of at most 256 bytes.
    case nonce = "nonce-malformed"
    /// `jti` is missing, and the token is to mint.
    case idMissing = "id-missing"
    /// `jti` is not a string of 1 to 256 bytes.
    case idMalformed = "id-malformed"

    // The key
    /// Nobody knows the issuer.
    case issuerUnknown = "issuer-unknown"
    /// What the issuer's host serves is not the issuer's document, or breaks a rule of fetching.
    case issuerDocument = "issuer-document"
    /// The issuer's document has no usable signing key.
    case issuerKey = "issuer-key"
    /// The issuer's key is not on the curve that `alg` is for.
    case keyCurve = "key-curve"
    /// The signature is wrong.
    case signature = "signature"
    /// The issuer's document cannot be had now.
    case identityUnavailable = "identity-unavailable"

    // What the host reports after a verified token
    /// The token was used before.
    case replayed = "replayed"
    /// The replay store is full or does not answer.
    case replayStoreUnavailable = "replay-store-unavailable"
}
