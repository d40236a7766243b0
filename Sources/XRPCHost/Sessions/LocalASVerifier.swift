// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
public import JOSE

/// Verifies the JWT access tokens of one pinned authorization server by its published keys (RFC 9068).
public struct LocalASVerifier: AccessTokenVerifier {
    private let policy: AccessTokenPolicy
    private let keys: any IssuerKeys

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - policy: the issuer and the audiences.
    ///   - keys: the issuer's keys.
    public init(policy: AccessTokenPolicy, keys: any IssuerKeys) {
        self.policy = policy
        self.keys = keys
    }

    /// `local-as`.
    public var name: String { "local-as" }
    /// The tokens of the issuer.
    public var patterns: Set<AccessTokenPattern> { [.issuer(policy.issuer)] }

    /// Checks the claims, then the signature.
    public func verify(_ text: String, now: Date) async throws(Refusal) -> VerifiedAccessToken {
        let token = try UnverifiedAccessToken(text, policy: policy, now: now)
        guard let key = try await keys.key(id: token.keyID, for: token.algorithm, now: now) else {
            throw Refusal(.tokenKeyUnknown, detail: token.keyID ?? "no kid")
        }
        return try token.verified(by: key)
    }
}

/// The signature keys of the pinned issuer.
public protocol IssuerKeys: Sendable {
    /// The key that a token names, or nil where the issuer has none of that name.
    ///
    /// - Throws: `Refusal` with `issuer-keys-unavailable` where the keys cannot be had.
    func key(id: String?, for algorithm: SignatureAlgorithm, now: Date) async throws(Refusal) -> PublicJWK?
}

/// Keys that do not change while the host runs, such as those of a file.
public struct FixedIssuerKeys: IssuerKeys {
    private let set: JWKSet

    /// Keeps a key set.
    public init(_ set: JWKSet) {
        self.set = set
    }

    /// Looks the key up.
    public func key(id: String?, for algorithm: SignatureAlgorithm, now: Date) async throws(Refusal) -> PublicJWK? {
        set.key(id: id, for: algorithm)
    }
}
