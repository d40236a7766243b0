// SPDX-License-Identifier: Apache-2.0

public import XRPCHost

/// What sessions of one assurance may mint.
///
/// A service-auth JWT names neither the client nor whether the person consented to it, so tokens that it mints may be
/// given less and a shorter life.
public struct AssuranceRule: Sendable {
    /// The names of the sets that may be asked for; nil for all, none for nothing at all.
    public let scopeSets: Set<String>?
    /// The longest lifetime in seconds, at least 60; the limits of the profile hold besides.
    public let maximumSeconds: Int

    /// Makes a rule.
    public init(scopeSets: Set<String>? = nil, maximumSeconds: Int) {
        self.scopeSets = scopeSets
        self.maximumSeconds = maximumSeconds
    }

    /// Everything that the policy offers.
    public static let everything = AssuranceRule(maximumSeconds: WidgetTokenPolicy.longestNativeSeconds)
    /// Nothing.
    public static let nothing = AssuranceRule(scopeSets: [], maximumSeconds: 60)

    /// The rules of a policy that says nothing else: full rights with a proof, 30 days without one.
    public static let standard: [VerifiedSession.Assurance: AssuranceRule] = [
        .dpopBound: everything, .serviceAuth: AssuranceRule(maximumSeconds: 2_592_000),
    ]

    /// Whether a token may hold these stored scopes.
    func permits(_ scopes: [String]) -> Bool {
        guard let scopeSets else { return true }
        return scopes.allSatisfy { scopeSets.contains($0) }
    }
}
