// SPDX-License-Identifier: Apache-2.0

/// What a service-auth token is to pay for, which decides how long it may live.
public enum ServiceAuthPurpose: Sendable, CaseIterable {
    /// Something that stays, such as a credential or a revocation.
    ///
    /// At most 300 seconds from `iat` to `exp`, both required, and a `jti`: the token works once.
    case effect
    /// An answer and nothing else: at most 3600 seconds, from `iat` or else from now.
    case answer

    /// The longest life of a token in seconds.
    public var maximumLifetimeSeconds: Int64 {
        switch self {
        case .effect: 300
        case .answer: 3600
        }
    }

    /// Whether the token must say when it was made and must be usable once only.
    var demandsSingleUse: Bool {
        switch self {
        case .effect: true
        case .answer: false
        }
    }
}
