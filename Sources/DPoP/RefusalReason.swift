// SPDX-License-Identifier: Apache-2.0

/// Every rule by which a DPoP-bound session can be refused; one code for each, stable in logs and metrics.
public enum RefusalReason: String, Sendable, CaseIterable {
    // The request, RFC 9110 §5.3, RFC 6750 §2, RFC 9449 §4.3 and §7.1
    /// There is no `Authorization` field.
    case credentialsMissing = "credentials-missing"
    /// There is more than one `Authorization` field, or a comma joins two.
    case authorizationRepeated = "authorization-repeated"
    /// `Authorization` is longer than 8192 bytes.
    case authorizationTooLarge = "authorization-too-large"
    /// `Authorization` is not `DPoP`, spaces, and one token68.
    case authorizationMalformed = "authorization-malformed"
    /// The query has an `access_token`.
    case credentialInURL = "credential-in-url"
    /// A session came with the Bearer scheme, which would drop its binding.
    case bearerDowngrade = "bearer-downgrade"
    /// No verifier of this host takes credentials of this scheme and kind.
    case credentialUnsupported = "credential-unsupported"
    /// There is no `DPoP` field.
    case proofMissing = "proof-missing"
    /// There is more than one `DPoP` field, or a comma joins two.
    case proofRepeated = "proof-repeated"

    // The form of the proof, RFC 7515 §7.1 and RFC 9449 §4.2
    /// The proof is longer than 4096 bytes.
    case proofTooLarge = "proof-too-large"
    /// The proof does not have three non-empty parts.
    case proofParts = "proof-parts"
    /// A part of the proof is not canonical base64url.
    case proofEncoding = "proof-encoding"
    /// The header or the claims are not one strict JSON object.
    case proofJSON = "proof-json"
    /// The header has `crit` or `b64`.
    case proofCritical = "proof-critical"
    /// `typ` is not the string `dpop+jwt`.
    case proofType = "proof-type"
    /// `alg` is missing or not offered.
    case proofAlgorithm = "proof-algorithm"
    /// The signature does not have 64 bytes.
    case proofSignatureLength = "proof-signature-length"
    /// `jwk` is missing or not an object.
    case proofKeyMissing = "proof-key-missing"
    /// `jwk` has a member of private or symmetric keys.
    case proofKeyPrivate = "proof-key-private"
    /// `jwk` is not on the curve that `alg` is for.
    case proofKeyCurve = "proof-key-curve"
    /// `jwk` forbids verifying.
    case proofKeyPurpose = "proof-key-purpose"
    /// `jwk` is not a point of its curve, or not written canonically.
    case proofKeyPoint = "proof-key-point"

    // The claims of the proof, RFC 9449 §4.3 and §11.1
    /// `jti` is missing, empty or not a string.
    case proofIDMissing = "proof-id-missing"
    /// `jti` is longer than 256 bytes.
    case proofIDTooLong = "proof-id-too-long"
    /// `htm` is missing or not a string.
    case proofMethodMissing = "proof-method-missing"
    /// `htm` is not the method of the request.
    case proofMethodMismatch = "proof-method-mismatch"
    /// `htu` is missing or not a string.
    case proofTargetMissing = "proof-target-missing"
    /// `htu` is not an http URL without user information, or is longer than 2048 bytes.
    case proofTargetMalformed = "proof-target-malformed"
    /// `htu` is not the URL of this method.
    case proofTargetMismatch = "proof-target-mismatch"
    /// `ath` is missing or not a string.
    case proofTokenHashMissing = "proof-token-hash-missing"
    /// `ath` is not the hash of the access token.
    case proofTokenHashMismatch = "proof-token-hash-mismatch"
    /// `iat` is missing.
    case proofTimeMissing = "proof-time-missing"
    /// `iat`, `exp` or `nbf` is not a number from 0 to 2^53.
    case proofTimeMalformed = "proof-time-malformed"
    /// `iat` looks like milliseconds.
    case proofTimeMilliseconds = "proof-time-milliseconds"
    /// `iat` is too long ago.
    case proofTooOld = "proof-too-old"
    /// `iat` is too far in the future.
    case proofFromFuture = "proof-from-future"
    /// `exp` has passed.
    case proofExpired = "proof-expired"
    /// `nbf` has not come.
    case proofNotYetValid = "proof-not-yet-valid"
    /// There is no `nonce`.
    case nonceMissing = "nonce-missing"
    /// `nonce` is not a string of at most 256 bytes.
    case nonceMalformed = "nonce-malformed"
    /// `nonce` is not one of ours, or no longer.
    case nonceUnknown = "nonce-unknown"
    /// The signature of the proof is wrong.
    case proofSignature = "proof-signature"
    /// This proof was used before.
    case proofReplayed = "proof-replayed"
    /// This key has used more proofs than one key may within the window.
    case proofRateExceeded = "proof-rate-exceeded"

    // The access token, RFC 9068 §4 and RFC 9449 §6
    /// The token is not a compact JWS of three canonical parts holding strict JSON.
    case tokenMalformed = "token-malformed"
    /// `typ` is not `at+jwt`.
    case tokenType = "token-type"
    /// `alg` is not offered.
    case tokenAlgorithm = "token-algorithm"
    /// `iss` is not the one trusted issuer.
    case tokenIssuer = "token-issuer"
    /// `aud` does not name this service.
    case tokenAudience = "token-audience"
    /// `sub` is not a DID.
    case tokenSubject = "token-subject"
    /// `jti` or `client_id` is missing or not a string.
    case tokenClaims = "token-claims"
    /// `exp` or `iat` is missing or not a number.
    case tokenTimes = "token-times"
    /// The token has expired.
    case tokenExpired = "token-expired"
    /// `iat` or `nbf` is in the future.
    case tokenFromFuture = "token-from-future"
    /// `iat` is longer ago than a token that cannot be revoked may live.
    case tokenTooOld = "token-too-old"
    /// The authorization server no longer knows the token, or has revoked it.
    case tokenInactive = "token-inactive"
    /// The token has no `cnf`.
    case tokenUnbound = "token-unbound"
    /// `cnf` has no `jkt` of 43 characters.
    case tokenBindingMalformed = "token-binding-malformed"
    /// The issuer has no such key.
    case tokenKeyUnknown = "token-key-unknown"
    /// The signature of the token is wrong.
    case tokenSignature = "token-signature"
    /// The token is bound to another key than the proof's.
    case bindingMismatch = "binding-mismatch"
    /// The account is taken down or deactivated.
    case accountInactive = "account-inactive"
    /// The account's own documents name another authorization server, or another PDS, than the token's.
    case accountElsewhere = "account-elsewhere"
    /// The scopes lack `atproto` or a permission for this method and audience.
    case scopeMissing = "scope-missing"

    // What the check leans on
    /// The issuer's keys cannot be had now.
    case issuerKeysUnavailable = "issuer-keys-unavailable"
    /// The authorization server does not say whether the token is active.
    case introspectionUnavailable = "introspection-unavailable"
    /// The scopes behind a reference cannot be had now.
    case scopesUnavailable = "scopes-unavailable"
    /// The PDS's list of live sessions cannot be read now.
    case livenessUnavailable = "liveness-unavailable"
    /// The documents of the account cannot be had now.
    case identityUnavailable = "identity-unavailable"
    /// The replay store is full; nothing live is ever evicted.
    case replayStoreFull = "replay-store-full"
    /// The replay store does not answer.
    case replayStoreUnavailable = "replay-store-unavailable"
}
