// SPDX-License-Identifier: Apache-2.0

/// What a service-auth token is to pay for, which decides how long it may live.
public enum ServiceAuthPurpose: Sendable, CaseIterable {
    /// A credential that outlives the token: at most 300 seconds from `iat` to `exp`, both required, and a `jti`.
    case mint
    /// One answer: at most 3600 seconds, from `iat` or else from now.
    case call

    /// The longest life of a token in seconds.
    public var maximumLifetimeSeconds: Int64 {
        switch self {
        case .mint: 300
        case .call: 3600
        }
    }

    /// Whether the token must say when it was made and must be usable once only.
    var demandsSingleUse: Bool {
        switch self {
        case .mint: true
        case .call: false
        }
    }
}
