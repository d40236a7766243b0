// SPDX-License-Identifier: Apache-2.0

import Foundation
public import XRPCCore
public import XRPCHost

/// What widget tokens may do here and for how long; the operator's word, checked when the host starts.
public struct WidgetTokenPolicy: Sendable {
    /// A named set of methods that a token can be minted for.
    public struct ScopeSet: Sendable {
        /// The name to ask for: an NSID or a short alias.
        public let name: String
        /// What it permits, in words for the owner.
        public let description: String?
        /// The methods, all of them queries.
        public let methods: [NSID]

        /// Makes a set.
        public init(name: String, description: String? = nil, methods: [NSID]) {
            self.name = name
            self.description = description
            self.methods = methods
        }
    }

    /// The lifetimes of one profile in seconds.
    public struct Lifetimes: Sendable {
        /// The shortest.
        public let minimum: Int
        /// What an unspecified request gets.
        public let standard: Int
        /// The longest.
        public let maximum: Int

        /// Sets the lifetimes.
        public init(minimum: Int, standard: Int, maximum: Int) {
            self.minimum = minimum
            self.standard = standard
            self.maximum = maximum
        }

        /// The lifetime for a wish, moved into the range.
        public func clamped(_ wish: Int?) -> Int { min(max(wish ?? standard, minimum), maximum) }
    }

    /// The sets by name.
    public let scopeSets: [ScopeSet]
    /// The set that `mintWidgetToken` uses, and `createWidgetToken` without scopes.
    public let defaultScope: String
    /// Lifetimes of tokens without origins: 60 s to 365 days, 90 days unless set otherwise.
    public let native: Lifetimes
    /// Lifetimes of tokens with origins: 60 s to an hour, half an hour by default.
    public let browser: Lifetimes
    /// Active tokens of one account at most; one more is refused, none is dropped.
    public let maximumActiveTokens: Int
    /// Mints of one account within an hour at most.
    public let mintsPerHour: Int
    /// Mints of one account within a day at most.
    public let mintsPerDay: Int
    /// Whether a page may mint a native token, that is, whether a request with `Origin` may.
    public let allowsNativeMintFromBrowser: Bool

    /// What sessions may mint by how they were checked; an assurance without a rule may mint nothing.
    public let assurances: [VerifiedSession.Assurance: AssuranceRule]

    private let methodsByScope: [String: Set<String>]

    /// Seconds of the longest native lifetime: 365 days.
    public static let longestNativeSeconds = 31_536_000
    /// Seconds of the longest browser lifetime: one hour.
    public static let longestBrowserSeconds = 3600

    /// Makes a policy.
    ///
    /// Bounds are checked by ``WidgetTokens`` when the host starts.
    ///
    /// - Parameters:
    ///   - scopeSets: at least one set with at least one method.
    ///   - defaultScope: the name of one of them; the first where it is nil.
    ///   - nativeSeconds: the default lifetime of native tokens, 60 to 31,536,000.
    public init(
        scopeSets: [ScopeSet], defaultScope: String? = nil, nativeSeconds: Int = 7_776_000,
        browserSeconds: Int = 1800, maximumActiveTokens: Int = 25, mintsPerHour: Int = 10, mintsPerDay: Int = 30,
        allowsNativeMintFromBrowser: Bool = false,
        assurances: [VerifiedSession.Assurance: AssuranceRule] = AssuranceRule.standard
    ) {
        self.assurances = assurances
        self.scopeSets = scopeSets
        self.defaultScope = defaultScope ?? scopeSets.first?.name ?? ""
        native = Lifetimes(minimum: 60, standard: nativeSeconds, maximum: Self.longestNativeSeconds)
        browser = Lifetimes(minimum: 60, standard: browserSeconds, maximum: Self.longestBrowserSeconds)
        self.maximumActiveTokens = maximumActiveTokens
        self.mintsPerHour = mintsPerHour
        self.mintsPerDay = mintsPerDay
        self.allowsNativeMintFromBrowser = allowsNativeMintFromBrowser
        methodsByScope = Dictionary(
            scopeSets.map { ($0.name, Set($0.methods.map(\.rawValue))) }, uniquingKeysWith: { $0.union($1) })
    }

    /// Every method that any widget token may call now.
    public var ceiling: [NSID] {
        Set(scopeSets.flatMap(\.methods)).sorted { $0.rawValue < $1.rawValue }
    }

    /// What a session may mint; everything for an operator, who has none.
    func rule(for session: VerifiedSession?) -> AssuranceRule {
        session.map { assurances[$0.assurance] ?? .nothing } ?? .everything
    }

    /// The lifetimes of a profile.
    public func lifetimes(_ profile: TokenProfile) -> Lifetimes {
        switch profile {
        case .native: native
        case .browser: browser
        }
    }

    /// The methods that a stored scope means now; empty for a scope that the operator has withdrawn.
    func methods(of scope: String) -> Set<String> {
        if let methods = methodsByScope[scope] { return methods }
        guard let single = ScopeRequest.singleMethod(scope)?.method else { return [] }
        return methodsByScope.values.contains { $0.contains(single) } ? [single] : []
    }

    /// Whether a token may call a method: it was granted when minted, and it is granted now.
    func permits(_ row: TokenRow, _ method: String) -> Bool {
        guard row.methods.contains(method) else { return false }
        if let methods = methodsByScope[row.scopes.text] { return methods.contains(method) }
        return row.scopes.words.contains { methods(of: $0).contains(method) }
    }

    /// The methods that a token may call now.
    func effectiveMethods(_ row: TokenRow) -> [String] { row.methods.words.filter { permits(row, $0) } }
}
