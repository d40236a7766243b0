// SPDX-License-Identifier: Apache-2.0

extension RefusalReason {
    /// The error name that the client is given for this reason.
    public var oauthError: OAuthError {
        switch self {
        case .authorizationRepeated, .authorizationTooLarge, .credentialInURL:
            .invalidRequest
        case .credentialsMissing, .authorizationMalformed, .bearerDowngrade, .credentialUnsupported, .tokenMalformed,
            .tokenType, .tokenAlgorithm, .tokenIssuer, .tokenAudience, .tokenSubject, .tokenClaims, .tokenTimes,
            .tokenExpired, .tokenFromFuture, .tokenTooOld, .tokenInactive, .tokenUnbound, .tokenBindingMalformed,
            .tokenKeyUnknown, .tokenSignature, .bindingMismatch, .accountInactive, .accountElsewhere:
            .invalidToken
        case .proofMissing, .proofRepeated, .proofTooLarge, .proofParts, .proofEncoding, .proofJSON, .proofCritical,
            .proofType, .proofAlgorithm, .proofSignatureLength, .proofKeyMissing, .proofKeyPrivate, .proofKeyCurve,
            .proofKeyPurpose, .proofKeyPoint, .proofIDMissing, .proofIDTooLong, .proofMethodMissing,
            .proofMethodMismatch, .proofTargetMissing, .proofTargetMalformed, .proofTargetMismatch,
            .proofTokenHashMissing, .proofTokenHashMismatch, .proofTimeMissing, .proofTimeMalformed,
            .proofTimeMilliseconds, .proofTooOld, .proofFromFuture, .proofExpired, .proofNotYetValid,
            .nonceMalformed, .proofSignature, .proofReplayed:
            .invalidProof
        case .nonceMissing, .nonceUnknown:
            .useNonce
        case .scopeMissing:
            .insufficientScope
        case .proofRateExceeded, .issuerKeysUnavailable, .introspectionUnavailable, .scopesUnavailable,
            .livenessUnavailable, .identityUnavailable, .replayStoreFull, .replayStoreUnavailable:
            .temporarilyUnavailable
        }
    }

    /// What the client is told; printable ASCII without quotes or backslashes (RFC 6750 §3).
    public var explanation: String {
        switch self {
        case .credentialsMissing: "Authentication is required"
        case .authorizationRepeated: "Exactly one Authorization header is allowed"
        case .authorizationTooLarge: "The Authorization header is too large"
        case .authorizationMalformed: "The Authorization header is not a scheme and a token"
        case .credentialInURL: "A token must never be part of a URL"
        case .bearerDowngrade: "Sessions must use the DPoP scheme"
        case .credentialUnsupported: "Credentials of this kind are not accepted here"
        case .proofMissing: "The DPoP proof is missing"
        case .proofRepeated: "Exactly one DPoP header is allowed"
        case .proofTooLarge: "The DPoP proof is too large"
        case .proofParts: "The DPoP proof is not a compact JWS"
        case .proofEncoding: "The DPoP proof is not canonical base64url"
        case .proofJSON: "The DPoP proof is not strict JSON"
        case .proofCritical: "The DPoP proof uses an extension that is not supported"
        case .proofType: "The DPoP proof has the wrong typ"
        case .proofAlgorithm: "The DPoP proof uses an algorithm that is not supported"
        case .proofSignatureLength: "The DPoP proof has a malformed signature"
        case .proofKeyMissing: "The DPoP proof has no jwk"
        case .proofKeyPrivate: "The DPoP proof must not contain a private key"
        case .proofKeyCurve: "The DPoP proof key does not match its alg"
        case .proofKeyPurpose: "The DPoP proof key is not for verifying signatures"
        case .proofKeyPoint: "The DPoP proof key is not valid"
        case .proofIDMissing: "The DPoP proof has no jti"
        case .proofIDTooLong: "The DPoP proof jti is too long"
        case .proofMethodMissing: "The DPoP proof has no htm"
        case .proofMethodMismatch: "The DPoP proof htm does not match the request"
        case .proofTargetMissing: "The DPoP proof has no htu"
        case .proofTargetMalformed: "The DPoP proof htu is not valid"
        case .proofTargetMismatch: "The DPoP proof htu does not match the request"
        case .proofTokenHashMissing: "The DPoP proof has no ath"
        case .proofTokenHashMismatch: "The DPoP proof ath does not match the access token"
        case .proofTimeMissing: "The DPoP proof has no iat"
        case .proofTimeMalformed: "A time in the DPoP proof is not valid"
        case .proofTimeMilliseconds: "The DPoP proof iat must be in seconds, is it milliseconds?"
        case .proofTooOld: "The DPoP proof iat is too far in the past"
        case .proofFromFuture: "The DPoP proof iat is too far in the future"
        case .proofExpired: "The DPoP proof has expired"
        case .proofNotYetValid: "The DPoP proof is not yet valid"
        case .nonceMissing: "A nonce is required in the DPoP proof"
        case .nonceMalformed: "The DPoP proof nonce is not a string"
        case .nonceUnknown: "The nonce in the DPoP proof is not current"
        case .proofSignature: "The DPoP proof signature is not valid"
        case .proofReplayed: "The DPoP proof was replayed"
        case .proofRateExceeded: "This key used too many DPoP proofs"
        case .tokenMalformed, .tokenType, .tokenAlgorithm, .tokenIssuer, .tokenAudience, .tokenSubject,
            .tokenClaims, .tokenTimes, .tokenFromFuture, .tokenKeyUnknown, .tokenSignature:
            "The access token is not valid here"
        case .tokenExpired, .tokenTooOld: "The access token has expired"
        case .tokenInactive: "The access token has been revoked or has expired"
        case .tokenUnbound: "The access token is not bound to a DPoP key"
        case .tokenBindingMalformed, .bindingMismatch: "Invalid DPoP key binding"
        case .scopeMissing: "The session lacks the permission for this method"
        case .accountInactive: "The account is not active"
        case .accountElsewhere: "The account is served by another authorization server"
        case .issuerKeysUnavailable, .introspectionUnavailable, .scopesUnavailable, .livenessUnavailable,
            .identityUnavailable, .replayStoreFull, .replayStoreUnavailable:
            "The session cannot be checked at the moment"
        }
    }
}
