// SPDX-License-Identifier: Apache-2.0

import DPoP
import JOSE
import WidgetLexicons
import XRPCCore
import XRPCHost

/// `revokeWidgetToken`: by identifier, by the token itself, or all of an account.
///
/// There is no way back.
struct RevokeMethod: Sendable {
    let store: any WidgetTokenStore
    let subjects: SubjectRule
    let peppers: PepperRing

    private typealias Input = App.Didpic.Identity.RevokeWidgetToken.Input

    func revoke(
        _ call: Call<App.Didpic.Identity.RevokeWidgetToken>, _ caller: VerifiedSession?
    ) async throws -> App.Didpic.Identity.RevokeWidgetToken.Output {
        let input = call.input
        let choices = [input.id != nil, input.token != nil, input.all == true].filter(\.self)
        guard choices.count == 1 else {
            throw XRPCError.invalidRequest("The body must have exactly one of id, token and all: true")
        }
        guard input.exceptId == nil || input.all == true else {
            throw XRPCError.invalidRequest("The body is invalid at /exceptId: only goes with all")
        }
        if let text = input.token { return .init(revoked: try await burn(text, call.request, call.nsid)) }
        guard let caller else { throw Refusal(.credentialsMissing) }
        let subject = try await subjects.resolve(input.subject, for: caller.did)
        guard let selection = try selection(input, subject) else { return .init(revoked: 0) }
        let count = try await perform(
            selection, .user, by: caller.did.rawValue, call.request, call.nsid)
        return .init(revoked: count)
    }

    /// What the body names; nil for an identifier that no token can have, which is treated as unknown.
    private func selection(_ input: Input, _ subject: DID) throws(XRPCError) -> RevocationSelection? {
        if let text = input.id { return TokenID(text).map { .one($0, subject: subject.rawValue) } }
        guard let text = input.exceptId else { return .all(subject: subject.rawValue, except: nil) }
        guard let kept = TokenID(text) else {
            throw .invalidRequest("The body is invalid at /exceptId: must be wtok_ and 22 letters or digits")
        }
        return .all(subject: subject.rawValue, except: kept)
    }

    /// Whoever holds a token may end it.
    ///
    /// One that is not ours changes nothing, and the answer is the same (RFC 7009 §2.2).
    private func burn(_ text: String, _ request: RequestFacts, _ nsid: NSID) async throws -> Int {
        guard let token = WidgetToken(text) else { return 0 }
        let stored = try await unavailableAsError { () async throws(StoreUnavailable) in try store.lookup(token.id) }
        let mac = peppers.secretMAC(token, keyID: stored?.row.pepperID ?? peppers.currentID) ?? []
        guard let row = stored?.row, !mac.isEmpty, Libcrypto.constantTimeEqual(mac, row.secretMAC) else { return 0 }
        return try await perform(
            .one(row.id, subject: row.subject), .burn, by: row.subject, request, nsid)
    }

    private func perform(
        _ selection: RevocationSelection, _ reason: TokenRevocation.Reason, by actor: String, _ request: RequestFacts,
        _ nsid: NSID
    ) async throws -> Int {
        let revocation = TokenRevocation(at: request.time.milliseconds, reason: reason, by: actor)
        let circumstances = AuditCircumstances(request, actor: actor, nsid: nsid.rawValue)
        return try await unavailableAsError { () async throws(StoreUnavailable) in
            try await store.revoke(selection, revocation, circumstances)
        }
    }
}
