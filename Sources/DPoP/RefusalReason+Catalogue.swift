// SPDX-License-Identifier: Apache-2.0

extension RefusalReason {
    /// The rule that was broken, in a sentence for the catalogue.
    public var rule: String {
        switch self {
        case .credentialsMissing: "There is no `Authorization` field."
        case .authorizationRepeated: "There is more than one `Authorization` field, or a comma joins two."
        case .authorizationTooLarge: "`Authorization` is longer than 8192 bytes."
        case .authorizationMalformed: "`Authorization` is not `DPoP`, spaces, and one token68."
        case .credentialInURL: "The query has an `access_token`."
        case .bearerDowngrade: "A session came with the Bearer scheme, which would drop its binding."
        case .credentialUnsupported: "No verifier of this host takes credentials of this scheme and kind."
        case .proofMissing: "There is no `DPoP` field."
        case .proofRepeated: "There is more than one `DPoP` field, or a comma joins two."
        case .proofTooLarge: "The proof is longer than 4096 bytes."
        case .proofParts: "The proof does not have three non-empty parts."
        case .proofEncoding: "A part of the proof is not canonical base64url."
        case .proofJSON: "The header or the claims are not one strict JSON object."
        case .proofCritical: "The header has `crit` or `b64`."
        case .proofType: "`typ` is not the string `dpop+jwt`."
        case .proofAlgorithm: "`alg` is missing or not offered."
        case .proofSignatureLength: "The signature does not have 64 bytes."
        case .proofKeyMissing: "`jwk` is missing or not an object."
        case .proofKeyPrivate: "`jwk` has a member of private or symmetric keys."
        case .proofKeyCurve: "`jwk` is not on the curve that `alg` is for."
        case .proofKeyPurpose: "`jwk` forbids verifying."
        case .proofKeyPoint: "`jwk` is not a point of its curve, or not written canonically."
        case .proofIDMissing: "`jti` is missing, empty or not a string."
        case .proofIDTooLong: "`jti` is longer than 256 bytes."
        case .proofMethodMissing: "`htm` is missing or not a string."
        case .proofMethodMismatch: "`htm` is not the method of the request."
        case .proofTargetMissing: "`htu` is missing or not a string."
        case .proofTargetMalformed: "`htu` is not an http URL without user information, or is longer than 2048 bytes."
        case .proofTargetMismatch: "`htu` is not the URL of this method."
        case .proofTokenHashMissing: "`ath` is missing or not a string."
        case .proofTokenHashMismatch: "`ath` is not the hash of the access token."
        case .proofTimeMissing: "`iat` is missing."
        case .proofTimeMalformed: "`iat`, `exp` or `nbf` is not a number from 0 to 2^53."
        case .proofTimeMilliseconds: "`iat` looks like milliseconds."
        case .proofTooOld: "`iat` is too long ago."
        case .proofFromFuture: "`iat` is too far in the future."
        case .proofExpired: "`exp` has passed."
        case .proofNotYetValid: "`nbf` has not come."
        case .nonceMissing: "There is no `nonce`."
        case .nonceMalformed: "`nonce` is not a string of at most 256 bytes."
        case .nonceUnknown: "`nonce` is not one of ours, or no longer."
        case .proofSignature: "The signature of the proof is wrong."
        case .proofReplayed: "This proof was used before."
        case .proofRateExceeded: "This key has used more proofs than one key may within the window."
        case .tokenMalformed: "The token is not a compact JWS of three canonical parts holding strict JSON."
        case .tokenType: "`typ` is not `at+jwt`."
        case .tokenAlgorithm: "`alg` is not offered."
        case .tokenIssuer: "`iss` is not the one trusted issuer."
        case .tokenAudience: "`aud` does not name this service."
        case .tokenSubject: "`sub` is not a DID."
        case .tokenClaims: "`jti` or `client_id` is missing or not a string."
        case .tokenTimes: "`exp` or `iat` is missing or not a number."
        case .tokenExpired: "The token has expired."
        case .tokenFromFuture: "`iat` or `nbf` is in the future."
        case .tokenTooOld: "`iat` is longer ago than a token that cannot be revoked may live."
        case .tokenInactive: "The authorization server no longer knows the token, or has revoked it."
        case .tokenUnbound: "The token has no `cnf`."
        case .tokenBindingMalformed: "`cnf` has no `jkt` of 43 characters."
        case .tokenKeyUnknown: "The issuer has no such key."
        case .tokenSignature: "The signature of the token is wrong."
        case .bindingMismatch: "The token is bound to another key than the proof's."
        case .accountInactive: "The account is taken down or deactivated."
        case .accountElsewhere:
            "The account's own documents name another authorization server, or another PDS, than the token's."
        case .scopeMissing: "The scopes lack `atproto` or a permission for this method and audience."
        case .issuerKeysUnavailable: "The issuer's keys cannot be had now."
        case .introspectionUnavailable: "The authorization server does not say whether the token is active."
        case .scopesUnavailable: "The scopes behind a reference cannot be had now."
        case .livenessUnavailable: "The PDS's list of live sessions cannot be read now."
        case .identityUnavailable: "The documents of the account cannot be had now."
        case .replayStoreFull: "The replay store is full; nothing live is ever evicted."
        case .replayStoreUnavailable: "The replay store does not answer."
        }
    }

    /// The text that the rule comes from.
    public var section: String {
        switch self {
        case .credentialsMissing: "RFC 6750 §3.1"
        case .authorizationRepeated: "RFC 9110 §5.3"
        case .authorizationTooLarge, .proofTooLarge: "RFC 8725 §3"
        case .authorizationMalformed, .bindingMismatch: "RFC 9449 §7.1"
        case .credentialInURL: "RFC 6750 §2.3, RFC 9700 §4.3.2"
        case .bearerDowngrade, .credentialUnsupported: "RFC 9449 §7.2"
        case .proofMissing, .proofRepeated, .proofKeyPrivate, .proofTokenHashMissing, .proofTokenHashMismatch,
            .proofSignature:
            "RFC 9449 §4.3"
        case .proofParts, .tokenMalformed: "RFC 7515 §7.1"
        case .proofEncoding: "RFC 7515 §2, RFC 4648 §3.5"
        case .proofJSON: "RFC 7515 §4, RFC 8725 §2.4"
        case .proofCritical: "RFC 7515 §4.1.11, RFC 7797"
        case .proofType, .proofKeyMissing, .proofIDMissing, .proofMethodMissing, .proofTargetMissing,
            .proofTargetMalformed, .proofTimeMissing, .nonceMalformed:
            "RFC 9449 §4.2"
        case .proofAlgorithm: "RFC 9449 §4.3, §11.6"
        case .proofSignatureLength: "RFC 7518 §3.4"
        case .proofKeyCurve: "RFC 7518 §3.4, RFC 8812"
        case .proofKeyPurpose: "RFC 7517 §4"
        case .proofKeyPoint: "RFC 7518 §6.2.1, RFC 8725 §3.4"
        case .proofIDTooLong, .proofTooOld, .proofFromFuture, .proofReplayed, .proofRateExceeded, .replayStoreFull,
            .replayStoreUnavailable:
            "RFC 9449 §11.1"
        case .proofMethodMismatch: "RFC 9449 §4.3, RFC 9110 §9.1"
        case .proofTargetMismatch: "RFC 9449 §4.3, RFC 3986 §6.2"
        case .proofTimeMalformed, .proofTimeMilliseconds: "RFC 7519 §2"
        case .proofExpired: "RFC 7519 §4.1.4"
        case .proofNotYetValid: "RFC 7519 §4.1.5"
        case .nonceMissing, .nonceUnknown: "RFC 9449 §9"
        case .tokenType, .tokenAlgorithm, .tokenIssuer, .tokenAudience, .tokenExpired, .tokenKeyUnknown,
            .tokenSignature:
            "RFC 9068 §4"
        case .tokenSubject: "RFC 9068 §4, AT Protocol OAuth"
        case .tokenClaims, .tokenTimes: "RFC 9068 §2.2"
        case .tokenFromFuture: "RFC 7519 §4.1.5, §4.1.6"
        case .tokenTooOld: "AT Protocol OAuth"
        case .tokenInactive: "RFC 7662 §2.2"
        case .tokenUnbound: "RFC 9449 §6"
        case .tokenBindingMalformed: "RFC 9449 §6.1"
        case .accountInactive: "AT Protocol account"
        case .accountElsewhere: "AT Protocol OAuth, identity authentication"
        case .scopeMissing: "AT Protocol permissions"
        case .issuerKeysUnavailable: "RFC 7517 §5"
        case .introspectionUnavailable: "RFC 7662 §2.3"
        case .scopesUnavailable: "com.atproto.temp.dereferenceScope"
        case .livenessUnavailable: "AT Protocol PDS"
        case .identityUnavailable: "AT Protocol DID"
        }
    }

    /// What the author of the client does about it.
    public var remedy: String {
        switch self {
        case .credentialsMissing: "Sign in and send the session."
        case .authorizationRepeated, .authorizationMalformed:
            "Send one Authorization field: a scheme, a space, the token."
        case .authorizationTooLarge, .proofTooLarge: "Send a smaller credential."
        case .credentialInURL: "Send the token in the Authorization field alone."
        case .bearerDowngrade, .tokenUnbound: "Send the session with the DPoP scheme and a proof."
        case .credentialUnsupported: "Look up in the challenge which schemes are accepted."
        case .proofMissing, .proofRepeated: "Send exactly one DPoP field."
        case .proofParts, .proofEncoding, .proofJSON, .proofCritical, .proofType, .proofSignatureLength,
            .proofKeyMissing, .proofKeyCurve, .proofKeyPurpose, .proofKeyPoint, .proofIDMissing, .proofMethodMissing,
            .proofTargetMissing, .nonceMalformed, .proofSignature:
            "Correct the program that makes proofs; a maintained DPoP library does."
        case .proofAlgorithm: "Use one of the algorithms in algs of the challenge."
        case .proofKeyPrivate: "Replace the key, for it has left its owner, and embed only its public members."
        case .proofIDTooLong: "Use a shorter jti."
        case .proofMethodMismatch, .proofTargetMalformed, .proofTargetMismatch:
            "Sign the method and the URL of this very request, with the public origin of the host."
        case .proofTokenHashMissing, .proofTokenHashMismatch: "Put the SHA-256 of the sent access token into ath."
        case .proofTimeMissing, .proofTimeMalformed, .proofTimeMilliseconds: "Put the present into iat, in seconds."
        case .proofTooOld, .proofFromFuture, .proofExpired, .proofNotYetValid:
            "Make a new proof for each request, and correct the clock."
        case .nonceMissing, .nonceUnknown: "Repeat with a new proof that holds the value of DPoP-Nonce."
        case .proofReplayed: "Make a new proof for each request, also for repeated ones."
        case .proofRateExceeded, .issuerKeysUnavailable, .introspectionUnavailable, .scopesUnavailable,
            .livenessUnavailable, .identityUnavailable, .replayStoreFull, .replayStoreUnavailable:
            "Wait as Retry-After says, then repeat with a new proof."
        case .tokenMalformed, .tokenType, .tokenAlgorithm, .tokenIssuer, .tokenSubject, .tokenClaims, .tokenTimes,
            .tokenBindingMalformed, .tokenKeyUnknown, .tokenSignature:
            "Send the access token of an authorization server that this host trusts."
        case .tokenAudience: "Ask the authorization server for a token with this service in its audience."
        case .tokenExpired, .tokenFromFuture, .tokenTooOld, .tokenInactive: "Refresh the session."
        case .bindingMismatch: "Sign proofs with the key that the session was made with."
        case .accountInactive: "Nothing; the person has to activate the account."
        case .accountElsewhere: "Sign in again, at the account's present server."
        case .scopeMissing: "Ask for the scope that the answer names."
        }
    }
}
