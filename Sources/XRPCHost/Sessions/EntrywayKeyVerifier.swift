// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
import Identity
public import JOSE

/// Verifies the access tokens that one entryway signs for the PDSes behind it, by the entryway's pinned public keys.
///
/// Nobody tells this host of a revocation, so a token counts only for a short time after it was issued. The keys and the
/// list of PDSes are the operator's word: use it only where entryway, PDSes and host are run by the same people.
public struct EntrywayKeyVerifier: AccessTokenVerifier {
    /// The age up to which tokens are accepted by default, in seconds.
    public static let standardMaximumAge: Int64 = 900

    private let policy: AccessTokenPolicy
    private let keys: [PublicJWK]
    private let references: ScopeReferences

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - issuer: the origin of the entryway; references to long scopes are resolved there.
    ///   - keys: one key, or two while one replaces the other.
    ///   - audiences: the DIDs of the PDSes whose accounts may use this host.
    ///   - maximumAgeSeconds: 60 to 900 seconds.
    /// - Throws: ``HostStartupError`` naming the setting that is wrong.
    public init(
        issuer: String, keys: [PublicJWK], audiences: [String], maximumAgeSeconds: Int64 = standardMaximumAge
    ) throws(HostStartupError) {
        guard (1...2).contains(keys.count) else {
            throw HostStartupError(setting: "entryway-keys", problem: "must hold one key or two")
        }
        guard !audiences.isEmpty else {
            throw HostStartupError(setting: "entryway-audiences", problem: "must list the DIDs of the PDSes")
        }
        guard (60...Self.standardMaximumAge).contains(maximumAgeSeconds) else {
            throw HostStartupError(setting: "entryway-max-age-seconds", problem: "must be between 60 and 900")
        }
        let origin = try HostConfiguration.secureURL(issuer, setting: "entryway")
        guard HTTPTarget(origin)?.origin == origin else {
            throw HostStartupError(
                setting: "entryway", problem: "must be an origin, without a path or a slash at its end")
        }
        policy = AccessTokenPolicy(
            issuer: issuer, audiences: audiences, algorithms: Set(keys.map(\.algorithm)),
            maximumAgeSeconds: maximumAgeSeconds)
        self.keys = keys
        references = ScopeReferences(origin: origin)
    }

    /// `entryway`.
    public var name: String { "entryway" }
    /// The tokens of the entryway.
    public var patterns: Set<AccessTokenPattern> { [.issuer(policy.issuer)] }

    /// The host of the did:web that the token is for, and that DID itself where it names no host that could be a PDS;
    /// nil for a DID of another method.
    public func pds(of token: VerifiedAccessToken) -> String? {
        guard token.audience.hasPrefix("did:web:") else { return nil }
        return ResolvableDID(token.audience, reach: .publicInternetAndLoopback)?.webOrigin?.text ?? token.audience
    }

    /// Checks the claims, then the signature, then looks up the scopes where the token has only a reference.
    public func verify(_ text: String, now: Date) async throws(Refusal) -> VerifiedAccessToken {
        let unverified = try UnverifiedAccessToken(text, policy: policy, now: now)
        var token: VerifiedAccessToken?
        for key in keys where token == nil { token = try? unverified.verified(by: key) }
        guard let token else { throw Refusal(.tokenSignature) }
        guard let reference = token.scopes.reference else { return token }
        return token.with(scopes: try await references.scopes(for: reference, now: now))
    }
}
