// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
public import XRPCCore
public import XRPCHost

/// Draws a token, builds its row and has the store insert it.
///
/// The one place where tokens come into being.
public struct TokenMinting: Sendable {
    let policy: WidgetTokenPolicy
    let audience: String
    let store: any WidgetTokenStore
    let peppers: PepperRing
    let random: RandomSource

    /// Makes a mint.
    public init(
        policy: WidgetTokenPolicy, audience: String, store: any WidgetTokenStore, peppers: PepperRing,
        random: @escaping RandomSource
    ) {
        self.policy = policy
        self.audience = audience
        self.store = store
        self.peppers = peppers
        self.random = random
    }

    /// What a token is wanted for.
    public struct Wish: Sendable {
        /// The scopes, or nil for the default set.
        public var scopes: [String]?
        /// The origins; with any, the token has the browser profile.
        public var origins: [String] = []
        /// The lifetime before clamping.
        public var seconds: Int?
        /// A name for lists.
        public var label: String?
        /// Where the widget runs.
        public var platform: String?
        /// The installation.
        public var installationID: String?
        /// The token to take over from, and how long it lives on.
        public var replaces: (id: TokenID, graceSeconds: Int)?

        /// A native token of the default set.
        public init() {}
    }

    /// For whom and by whom a token is minted.
    public struct Order: Sendable {
        /// The account to read for.
        public let subject: DID
        /// The session that mints; nil for an operator, who is also free of the rate limits.
        public let session: UnspentSession?
        /// When, who and where.
        public let circumstances: AuditCircumstances

        /// Describes an order.
        public init(
            subject: DID, session: UnspentSession?, circumstances: AuditCircumstances
        ) {
            self.subject = subject
            self.session = session
            self.circumstances = circumstances
        }
    }

    /// A new token, whose secret can be seen once.
    public struct Minted: Sendable {
        /// The string to hand to the client.
        public let revealed: String
        /// The row.
        public let row: TokenRow
    }

    /// Mints.
    ///
    /// - Throws: ``WidgetTokenError``, or `SessionRefusal` where the session's credential was already spent.
    public func mint(_ wish: Wish, _ order: Order) async throws -> Minted {
        let token = WidgetToken.random(from: random)
        var row = try newRow(wish, order, id: token.id)
        guard let secretMAC = peppers.secretMAC(token, keyID: peppers.currentID) else {
            throw WidgetTokenError.storeUnavailable(cause: "the ring lacks its own key")
        }
        row.secretMAC = secretMAC
        guard let rowMAC = peppers.rowMAC(row) else {
            throw WidgetTokenError.storeUnavailable(cause: "the ring lacks its own key")
        }
        row.rowMAC = rowMAC
        if let session = order.session, session.reservation == nil { throw Refusal(.credentialUnsupported) }
        try check(try await outcome(wish, order, row), order)
        return Minted(revealed: token.reveal(), row: row)
    }

    /// What the rows of tokens say that an operator has minted.
    private static let operatorAssurance = "operator"

    private func newRow(_ wish: Wish, _ order: Order, id: TokenID) throws(WidgetTokenError) -> TokenRow {
        let session = order.session?.session
        let rule = policy.rule(for: session)
        let (scopes, methods) = try ScopeRequest(policy: policy, audience: audience).resolve(wish.scopes)
        guard rule.permits(scopes) else { throw .assuranceTooLow }
        try TextRule.check(wish.label, field: "label", maximumGraphemes: 64)
        try TextRule.check(wish.platform, field: "platform", maximumGraphemes: 32)
        try TextRule.check(wish.installationID, field: "installationId", maximumGraphemes: 128)
        for origin in wish.origins where WebOrigin(origin) == nil { throw .invalidOrigin }
        let profile: TokenProfile = wish.origins.isEmpty ? .native : .browser
        let seconds = min(policy.lifetimes(profile).clamped(wish.seconds), rule.maximumSeconds)
        let now = order.circumstances.at
        return TokenRow(
            id: id, secretMAC: [], rowMAC: [], pepperID: peppers.currentID, subject: order.subject.rawValue,
            actor: order.circumstances.actor, audience: audience, profile: profile, scopes: WordList(scopes),
            methods: WordList(methods),
            origins: WordList(wish.origins), label: wish.label, platform: wish.platform,
            installationID: wish.installationID,
            clientID: session?.clientID, assurance: session?.assurance.rawValue ?? Self.operatorAssurance,
            createdAt: now,
            expiresAt: now + Int64(seconds) * 1000, createdIP: order.circumstances.address,
            createdUserAgent: order.circumstances.userAgent)
    }

    private func outcome(_ wish: Wish, _ order: Order, _ row: TokenRow) async throws -> MintOutcome {
        let isOperator = order.session == nil
        let replacement = wish.replaces.map { id, grace in
            MintTransaction.Replacement(
                id: id, endsAt: row.createdAt + Int64(grace) * 1000, authenticate: { peppers.rowMAC($0) })
        }
        let transaction = MintTransaction(
            row: row, reservation: order.session?.reservation,
            limits: .init(
                active: policy.maximumActiveTokens, perHour: isOperator ? nil : policy.mintsPerHour,
                perDay: isOperator ? nil : policy.mintsPerDay),
            replacement: replacement, circumstances: order.circumstances)
        do {
            return try await store.mint(transaction)
        } catch {
            throw WidgetTokenError.storeUnavailable(cause: "\(error)")
        }
    }

    private func check(_ outcome: MintOutcome, _ order: Order) throws {
        switch outcome {
        case .minted: break
        case .unspendable(let spent):
            throw order.session?.refusal(for: spent) ?? .session(Refusal(.replayStoreUnavailable))
        case .limitReached: throw WidgetTokenError.limitReached(maximum: policy.maximumActiveTokens)
        case .rateLimited(let seconds): throw WidgetTokenError.rateLimited(retryAfter: seconds)
        case .replacedTokenUnknown: throw WidgetTokenError.notFound
        case .accountInactive: throw WidgetTokenError.accountInactive
        }
    }
}
