// SPDX-License-Identifier: Apache-2.0

extension ServiceAuthReason {
    /// Whether the check could not be made, so the answer is 503 with a time to retry; otherwise it is 401.
    public var isOutage: Bool { self == .identityUnavailable }

    /// The error name in the body of the answer; where a PDS would use one, it is the same.
    public var errorName: String {
        switch self {
        case .typeOfOtherCredential, .type: "BadJwtType"
        case .tooLarge, .parts, .encoding, .json, .critical, .algorithm, .signatureLength, .keyID, .expiryMissing,
            .timeMalformed, .issuedMissing, .fromFuture, .lifetime, .nonce, .idMissing, .idMalformed:
            "BadJwt"
        case .audienceMissing, .audienceMismatch: "BadJwtAudience"
        case .methodMissing, .methodMismatch: "BadJwtLexiconMethod"
        case .expired: "JwtExpired"
        case .issuerMissing, .issuerFragment, .issuerMethod, .issuerUnknown, .issuerDocument, .issuerKey: "BadJwtIss"
        case .keyCurve, .signature: "BadJwtSignature"
        case .replayed: "JwtReplayed"
        case .identityUnavailable: "IdentityUnavailable"
        }
    }

    /// What the client is told; printable ASCII without quotes or backslashes (RFC 6750 §3).
    public var explanation: String {
        switch self {
        case .tooLarge: "The service token is too large"
        case .parts: "The service token is not a compact JWS"
        case .encoding: "The service token is not canonical base64url"
        case .json: "The service token is not strict JSON"
        case .critical: "The service token uses an extension that is not supported"
        case .typeOfOtherCredential: "This is another kind of token, a service token is needed"
        case .type: "The service token has the wrong typ"
        case .algorithm: "The service token uses an algorithm that is not supported"
        case .signatureLength: "The service token has a malformed signature"
        case .keyID: "The service token names a key other than the signing key of the account"
        case .audienceMissing: "The service token has no single aud"
        case .audienceMismatch: "The service token is for another service"
        case .methodMissing: "The service token has no lxm"
        case .methodMismatch: "The service token is for another method"
        case .expiryMissing: "The service token has no exp"
        case .timeMalformed: "A time in the service token is not valid, is it milliseconds?"
        case .expired: "The service token has expired"
        case .issuedMissing: "The service token has no iat"
        case .fromFuture: "The service token is from the future"
        case .lifetime: "The service token lives too long"
        case .issuerMissing: "The service token has no iss"
        case .issuerFragment: "The service token iss must be a DID without a fragment"
        case .issuerMethod: "The service token iss is not a DID that is supported"
        case .nonce: "The service token nonce is not valid"
        case .idMissing: "The service token has no jti"
        case .idMalformed: "The service token jti is not valid"
        case .issuerUnknown: "The account of the service token does not exist"
        case .issuerDocument: "The DID document of the account is not valid"
        case .issuerKey: "The DID document of the account has no valid signing key"
        case .keyCurve: "The service token alg does not fit the signing key of the account"
        case .signature: "The service token signature is not valid"
        case .identityUnavailable: "The account cannot be looked up at the moment"
        case .replayed: "The service token was used before"
        }
    }

    /// The text that the rule comes from.
    public var section: String {
        switch self {
        case .tooLarge: "RFC 8725 section 3"
        case .parts: "RFC 7515 section 7.1"
        case .encoding: "RFC 7515 section 2"
        case .json: "RFC 7515 section 4, RFC 8725 section 2.4"
        case .critical: "RFC 7515 section 4.1.11"
        case .typeOfOtherCredential, .type: "RFC 8725 section 3.11"
        case .algorithm: "RFC 8725 section 3.1"
        case .signatureLength: "RFC 7518 section 3.4"
        case .audienceMissing, .audienceMismatch: "RFC 7519 section 4.1.3, atproto.com/specs/xrpc"
        case .expiryMissing, .expired: "RFC 7519 section 4.1.4"
        case .timeMalformed: "RFC 7519 section 2"
        case .fromFuture: "RFC 7519 sections 4.1.5 and 4.1.6"
        case .issuerFragment, .issuerMissing, .issuerMethod: "RFC 7519 section 4.1.1, atproto.com/specs/xrpc"
        case .idMissing, .idMalformed, .replayed: "RFC 7519 section 4.1.7, atproto.com/specs/xrpc"
        case .keyID, .methodMissing, .methodMismatch, .issuedMissing, .lifetime, .nonce: "atproto.com/specs/xrpc"
        case .issuerUnknown, .issuerDocument, .issuerKey, .identityUnavailable: "atproto.com/specs/did"
        case .keyCurve: "RFC 7518 section 3.4, RFC 8812 section 3.2"
        case .signature: "RFC 7515 section 5.2"
        }
    }
}
