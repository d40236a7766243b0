// SPDX-License-Identifier: Apache-2.0

import Foundation
import WidgetLexicons
import XRPCCore
import XRPCHost

/// `mintWidgetToken` and `createWidgetToken`.
struct MintMethods: Sendable {
    let minting: TokenMinting
    let subjects: SubjectRule

    func mint(
        _ call: Call<App.Didpic.Identity.MintWidgetToken>, _ caller: UnspentSession
    ) async throws -> App.Didpic.Identity.MintWidgetToken.Output {
        try refuseBrowser(call.request)
        let minted = try await perform(
            TokenMinting.Wish(), for: caller.session.did, by: caller, call.request, call.nsid)
        return .init(token: minted.revealed, expiresAt: Datetime(milliseconds: minted.row.expiresAt))
    }

    func create(
        _ call: Call<App.Didpic.Identity.CreateWidgetToken>, _ caller: UnspentSession
    ) async throws -> App.Didpic.Identity.CreateWidgetToken.Output {
        let input = call.input
        let subject = try await subjects.resolve(input.subject, for: caller.session.did)
        var wish = TokenMinting.Wish()
        wish.scopes = input.scopes
        wish.origins = input.origins ?? []
        wish.seconds = input.ttlSeconds
        wish.label = input.label
        wish.platform = input.platform?.rawValue
        wish.installationID = input.installationId
        if let replaced = input.replaces {
            guard let id = TokenID(replaced.id) else { throw WidgetTokenError.notFound }
            wish.replaces = (id, replaced.graceSecondsOrDefault)
        }
        if wish.origins.isEmpty { try refuseBrowser(call.request) }
        let minted = try await perform(wish, for: subject, by: caller, call.request, call.nsid)
        let row = minted.row
        return .init(
            id: row.id.description, token: minted.revealed, expiresAt: Datetime(milliseconds: row.expiresAt),
            scopes: row.scopes.words, origins: row.origins.words, profile: .init(rawValue: row.profile.rawValue),
            warning: "This token is shown once. Store it now; it cannot be read again.")
    }

    private func perform(
        _ wish: TokenMinting.Wish, for subject: DID, by caller: UnspentSession, _ request: RequestFacts, _ nsid: NSID
    ) async throws -> TokenMinting.Minted {
        try await minting.mint(
            wish,
            TokenMinting.Order(
                subject: subject, session: caller,
                circumstances: AuditCircumstances(
                    request, actor: caller.session.did.rawValue, nsid: nsid.rawValue)))
    }

    /// A page that could mint a long-lived token could also leak it; the operator must have allowed that.
    private func refuseBrowser(_ request: RequestFacts) throws(WidgetTokenError) {
        guard request.origins.isEmpty || minting.policy.allowsNativeMintFromBrowser else { throw .originMismatch }
    }
}

extension Datetime {
    init(milliseconds: Int64) {
        self.init(Date(timeIntervalSince1970: Double(milliseconds) / 1000))
    }
}
