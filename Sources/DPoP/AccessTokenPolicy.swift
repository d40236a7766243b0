// SPDX-License-Identifier: Apache-2.0

public import JOSE

/// Whose access tokens are accepted, and for whom (RFC 9068 §4).
public struct AccessTokenPolicy: Sendable {
    /// The one issuer, compared byte by byte with `iss`.
    public var issuer: String
    /// The names of this service; one of them must be in `aud`.
    public var audiences: [String]
    /// The algorithms that the issuer may use.
    public var algorithms: Set<SignatureAlgorithm>
    /// How old a token may be by its `iat`, in seconds, whatever its `exp`; nil for no such limit.
    ///
    /// Where a token cannot be revoked, its age is all that ends it.
    public var maximumAgeSeconds: Int64?

    /// How far past `exp` a token still works, in seconds, for clocks that differ.
    public static let expirySkewSeconds: Int64 = 30
    /// How far in the future `iat` may be, in seconds.
    public static let issuedFutureSeconds: Int64 = 60

    /// Makes a policy.
    public init(
        issuer: String, audiences: [String], algorithms: Set<SignatureAlgorithm> = [.es256, .es256k],
        maximumAgeSeconds: Int64? = nil
    ) {
        self.maximumAgeSeconds = maximumAgeSeconds
        self.issuer = issuer
        self.audiences = audiences
        self.algorithms = algorithms
    }
}
