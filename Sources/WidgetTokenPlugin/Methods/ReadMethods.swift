// SPDX-License-Identifier: Apache-2.0

import Foundation
import WidgetLexicons
import XRPCCore
import XRPCHost

/// `listWidgetTokens`, `getWidgetToken` and `getWidgetTokenPolicy`.
struct ReadMethods: Sendable {
    let policy: WidgetTokenPolicy
    let store: any WidgetTokenStore
    let subjects: SubjectRule

    func list(
        _ call: Call<App.Didpic.Identity.ListWidgetTokens>, _ caller: VerifiedSession
    ) async throws -> App.Didpic.Identity.ListWidgetTokens.Output {
        let subject = try await subjects.resolve(call.parameters.subject, for: caller.did)
        let limit = call.parameters.limit
        let now = call.request.time.milliseconds
        let query = TokenListQuery(
            subject: subject.rawValue, includesEnded: call.parameters.includeRevoked, limit: limit + 1,
            after: try call.parameters.cursor.map(ListCursor.position), now: now)
        let tokens = try await unavailableAsError { () async throws(StoreUnavailable) in try await store.list(query) }
        let page = tokens.prefix(limit)
        return .init(
            cursor: tokens.count > limit ? page.last.map { ListCursor.text($0.row) } : nil,
            tokens: try page.map { try view($0, now: now) })
    }

    func get(
        _ call: Call<App.Didpic.Identity.GetWidgetToken>, _ caller: VerifiedSession
    ) async throws -> App.Didpic.Identity.GetWidgetToken.Output {
        let subject = try await subjects.resolve(call.parameters.subject, for: caller.did)
        guard let id = TokenID(call.parameters.id) else { throw WidgetTokenError.notFound.wire }
        let found = try await unavailableAsError { () async throws(StoreUnavailable) in
            try await store.find(id, subject: subject.rawValue)
        }
        guard let found else { throw WidgetTokenError.notFound.wire }
        return try view(found, now: call.request.time.milliseconds)
    }

    func policy(
        _ call: Call<App.Didpic.Identity.GetWidgetTokenPolicy>
    ) -> App.Didpic.Identity.GetWidgetTokenPolicy.Output {
        .init(
            scopeSets: policy.scopeSets.map { .init(name: $0.name, description: $0.description, methods: $0.methods) },
            defaultScopes: [policy.defaultScope], methods: policy.ceiling, native: range(policy.native),
            browser: range(policy.browser), maximumActiveTokens: policy.maximumActiveTokens,
            mintsPerHour: policy.mintsPerHour, mintsPerDay: policy.mintsPerDay)
    }

    private func range(_ lifetimes: WidgetTokenPolicy.Lifetimes) -> App.Didpic.Identity.Defs.TtlRange {
        .init(
            minimumSeconds: lifetimes.minimum, defaultSeconds: lifetimes.standard, maximumSeconds: lifetimes.maximum)
    }

    private func view(_ token: ListedToken, now: Int64) throws -> App.Didpic.Identity.Defs.WidgetTokenView {
        let row = token.row
        guard let subject = DID(rawValue: row.subject) else {
            throw WidgetTokenError.storeUnavailable(cause: "the subject of a row is not a DID").wire
        }
        return .init(
            id: row.id.description, subject: subject, profile: .init(rawValue: row.profile.rawValue),
            status: .init(rawValue: TokenStatus(row, now: now).rawValue), scopes: row.scopes.words,
            methods: policy.effectiveMethods(row).compactMap(NSID.init(rawValue:)), origins: row.origins.words,
            label: row.label, platform: row.platform, installationId: row.installationID,
            createdAt: Datetime(milliseconds: row.createdAt), expiresAt: Datetime(milliseconds: row.expiresAt),
            lastUsedAt: token.lastUsedAt.map { Datetime(milliseconds: $0) },
            revokedAt: row.revocation.map { Datetime(milliseconds: $0.at) },
            revokeReason: (row.revocation?.reason.rawValue).map { .init(rawValue: $0) },
            assurance: .init(rawValue: row.assurance))
    }
}

/// What a token is worth at an instant.
public enum TokenStatus: String, Sendable, CaseIterable {
    /// It works.
    case active
    /// Its expiry has passed.
    case expired
    /// It was revoked.
    case revoked

    /// Judges a row.
    public init(_ row: TokenRow, now: Int64) {
        if row.revocation != nil {
            self = .revoked
        } else {
            self = now >= row.expiresAt ? .expired : .active
        }
    }
}

/// The place where a page of a list ended, as text.
enum ListCursor {
    static func text(_ row: TokenRow) -> String { "\(row.createdAt).\(row.id.characters)" }

    static func position(_ text: String) throws(XRPCError) -> TokenListQuery.Position {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let createdAt = Int64(parts[0]), let id = TokenID(storedCharacters: String(parts[1]))
        else { throw .invalidRequest("The parameter cursor is not one that this method gave") }
        return TokenListQuery.Position(createdAt: createdAt, id: id)
    }
}

/// Turns a store that does not answer into 503.
func unavailableAsError<Value>(
    _ body: () async throws(StoreUnavailable) -> Value
) async throws(XRPCError) -> Value {
    do {
        return try await body()
    } catch {
        throw WidgetTokenError.storeUnavailable(cause: error.description).wire
    }
}
