// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import Testing

@Suite struct IntrospectionAnswerTests {
    private static let thumbprint = String(repeating: "t", count: 43)
    private static let members: [(String, String)] = [
        ("active", "true"), ("sub", "\"did:plc:a\""), ("aud", "\"did:web:a.test#x\""), ("exp", "1750000100"),
        ("iat", "1750000000"), ("iss", "\"https://as.test\""), ("client_id", "\"c\""), ("token_type", "\"DPoP\""),
        ("scope", "\"atproto\""), ("cnf", "{\"jkt\":\"\(thumbprint)\"}"),
    ]
    private let policy = AccessTokenPolicy(issuer: "https://as.test", audiences: ["did:web:a.test#x"])
    private let now = Date(timeIntervalSince1970: 1_750_000_000)

    private func read(_ text: String) throws(Refusal) -> VerifiedAccessToken {
        try IntrospectionAnswer.token(Array(text.utf8), policy: policy, now: now)
    }

    private func answer(_ name: String, _ json: String?) -> String {
        let members = Self.members.filter { $0.0 != name } + (json.map { [(name, $0)] } ?? [])
        return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    @Test func aGoodAnswerBecomesAToken() throws {
        let token = try read(answer("", nil))
        #expect(token.subject == "did:plc:a")
        #expect(token.clientID == "c")
        #expect(token.thumbprint == Self.thumbprint)
        #expect(token.scopes.isSession)
        #expect(token.expiresAt == now.addingTimeInterval(100))
    }

    private static let refused: [(name: String, json: String?, reason: RefusalReason)] = [
        ("active", "false", .tokenInactive), ("active", nil, .introspectionUnavailable),
        ("active", "\"true\"", .introspectionUnavailable), ("active", "1", .introspectionUnavailable),
        ("sub", nil, .tokenSubject), ("sub", "\"alice\"", .tokenSubject), ("sub", "7", .tokenSubject),
        ("aud", nil, .tokenAudience), ("aud", "\"did:web:b.test\"", .tokenAudience), ("aud", "[]", .tokenAudience),
        ("exp", nil, .tokenTimes), ("exp", "\"1\"", .tokenTimes), ("exp", "1749999970", .tokenExpired),
        ("iat", "1750000061", .tokenFromFuture), ("nbf", "1750000061", .tokenFromFuture), ("iat", "true", .tokenTimes),
        ("iss", "\"https://other.test\"", .tokenIssuer), ("iss", "null", .tokenIssuer),
        ("token_type", "\"Bearer\"", .tokenUnbound), ("token_type", "7", .tokenUnbound),
        ("cnf", nil, .tokenUnbound), ("cnf", "{}", .tokenBindingMalformed),
        ("cnf", "{\"jkt\":\"short\"}", .tokenBindingMalformed),
    ]

    @Test(arguments: refused) func anAnswerThatBreaksARuleIsRefused(name: String, json: String?, reason: RefusalReason)
    {
        let refusal = #expect(throws: Refusal.self) { try read(answer(name, json)) }
        #expect(refusal?.reason == reason)
    }

    @Test func theTableOfRefusalsIsComplete() { #expect(Self.refused.count == 23) }

    private static let kept: [(String, String?)] = [
        ("iss", nil), ("iat", nil), ("client_id", nil), ("token_type", nil), ("token_type", "\"dpop\""),
        ("scope", nil), ("exp", "1749999971"), ("aud", "[\"x\",\"did:web:a.test#x\"]"), ("nbf", "1750000060"),
        ("cnf", "{\"jkt\":\"\(thumbprint)\",\"x5t#S256\":\"more\"}"), ("extra", "{\"a\":[1]}"),
    ]

    @Test(arguments: kept) func whatIsOptionalMayBeMissingOrMore(name: String, json: String?) throws {
        _ = try read(answer(name, json))
    }

    @Test(arguments: ["", "{", "[]", "null", "{\"active\":true,\"active\":true}", "{\"active\":true}x"])
    func whatIsNoAnswerIsAnOutage(text: String) {
        let refusal = #expect(throws: Refusal.self) { try read(text) }
        #expect(refusal?.reason == .introspectionUnavailable)
        #expect(refusal?.reason.oauthError == .temporarilyUnavailable)
    }
}
