// SPDX-License-Identifier: Apache-2.0

extension ServiceAuthReason {
    /// The rule that was broken, in a sentence for the catalogue.
    public var rule: String {
        switch self {
        case .tooLarge: "The token is longer than 4096 bytes."
        case .parts: "The token does not have three non-empty parts."
        case .encoding: "A part is not canonical base64url."
        case .json: "The header or the claims are not one strict JSON object."
        case .critical: "The header has `crit` or `b64`."
        case .typeOfOtherCredential: "`typ` says that this is an access token, a refresh token or a proof."
        case .type: "`typ` is neither absent nor the string `JWT`."
        case .algorithm: "`alg` is neither ES256 nor ES256K."
        case .signatureLength: "The signature does not have 64 bytes, as in DER."
        case .keyID: "`kid` is neither absent nor `#atproto`."
        case .audienceMissing: "`aud` is missing or not a string."
        case .audienceMismatch: "`aud` is not a name of this service."
        case .methodMissing: "`lxm` is missing or not a string."
        case .methodMismatch: "`lxm` is not the method that was called."
        case .expiryMissing: "`exp` is missing."
        case .timeMalformed: "`exp`, `iat` or `nbf` is not a plausible number of seconds."
        case .expired: "`exp` has passed."
        case .issuedMissing: "`iat` is missing, and the token is to mint."
        case .fromFuture: "`iat` or `nbf` is in the future."
        case .lifetime: "`exp` is not after `iat`, or too long after it."
        case .issuerMissing: "`iss` is missing or not a string."
        case .issuerFragment: "`iss` names a service or a key and not an account."
        case .issuerMethod: "`iss` is not a did:plc or a did:web of a public host."
        case .nonce: "`nonce` is not a string of at most 256 bytes."
        case .idMissing: "`jti` is missing, and the token is to mint."
        case .idMalformed: "`jti` is not a string of 1 to 256 bytes."
        case .issuerUnknown: "Nobody knows the issuer."
        case .issuerDocument:
            "What the issuer's host serves is not the issuer's document, or breaks a rule of fetching."
        case .issuerKey: "The issuer's document has no usable signing key."
        case .keyCurve: "The issuer's key is not on the curve that `alg` is for."
        case .signature: "The signature is wrong."
        case .identityUnavailable: "The issuer's document cannot be had now."
        case .replayed: "The token was used before."
        }
    }

    /// What the author of the client does about it.
    public var remedy: String {
        switch self {
        case .tooLarge, .parts, .encoding, .json, .critical, .type, .algorithm, .signatureLength, .keyID,
            .timeMalformed, .issuerMissing, .issuerFragment, .issuerMethod, .nonce, .idMalformed, .keyCurve, .signature:
            "Let the PDS make the token, or correct the program that does."
        case .typeOfOtherCredential: "Send an access token with the DPoP scheme, or a service token."
        case .audienceMissing, .audienceMismatch:
            "Name this service in aud, as a DID with the fragment of its service."
        case .methodMissing, .methodMismatch: "Name the called method in lxm."
        case .expiryMissing, .issuedMissing, .idMissing: "Give the token iat, exp and a random jti."
        case .expired, .fromFuture: "Get a new token for each call; correct the clock of the PDS."
        case .lifetime: "Ask for a token of at most five minutes."
        case .issuerUnknown, .issuerDocument, .issuerKey: "Correct the DID document of the account."
        case .identityUnavailable: "Wait as Retry-After says, then repeat with a new token."
        case .replayed: "Get a new token for each mint, also for a repeated one."
        }
    }
}
