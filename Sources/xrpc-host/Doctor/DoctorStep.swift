// SPDX-License-Identifier: Apache-2.0

/// The checks of the host, each kind of credential with its own, in the order in which the host makes them.
enum DoctorStep: String {
    case credentials = "the header fields"
    case form = "the form of the proof"
    case key = "the key in the proof"
    case claims = "the claims of the proof"
    case method = "htm is the method"
    case target = "htu is the URL"
    case tokenHash = "ath is the hash of the token"
    case nonce = "the nonce is one of ours"
    case time = "the proof is fresh"
    case token = "the access token"
    case binding = "the token is bound to the key"
    case signature = "the signature of the proof"
    case scope = "the scopes of the token"
    case account = "the account's documents lead to the issuer"
    case serviceForm = "the form of the service token"
    case serviceAudience = "aud is this service"
    case serviceMethod = "lxm is the method"
    case serviceTimes = "the service token is alive, and not for too long"
    case serviceIssuer = "iss is an account"
    case serviceID = "the nonce and the jti of the service token"
    case serviceDocument = "the account's document has a signing key"
    case serviceSignature = "the signature of the service token"

    /// The steps of a proof without its token's issuer.
    static let proof: [DoctorStep] = [.form, .key, .claims, .method, .target, .tokenHash, .nonce, .time, .signature]

    /// The steps of a session that is bound to a key.
    static let boundSession: [DoctorStep] = [
        .credentials, .form, .key, .claims, .method, .target, .tokenHash, .nonce, .time, .token, .binding, .signature,
        .scope, .account,
    ]

    /// The steps of a service token.
    static let serviceToken: [DoctorStep] = [
        .credentials, .serviceForm, .serviceAudience, .serviceMethod, .serviceTimes, .serviceIssuer, .serviceID,
        .serviceDocument, .serviceSignature,
    ]
}
