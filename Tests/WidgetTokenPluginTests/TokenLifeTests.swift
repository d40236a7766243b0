// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import HostTestSupport
import SQLiteStores
import Testing
import WidgetTokenPlugin
import XRPCCore

/// The statements of both origins of this system, each through a whole host on a real SQLite file.
@Suite struct TokenLifeTests {
    private static let group = TestHost.group

    @Test func mintAnswersExactlyTwoMembersAndAboutNinetyDays() async throws {
        let host = try TestHost()
        let answer = await host.call("POST", "\(Self.group).mintWidgetToken")
        #expect(answer.status == 200)
        #expect(Set(answer.json.keys) == ["token", "expiresAt"])
        let expiry = try #require(Datetime(rawValue: answer.json["expiresAt"] as? String ?? ""))
        #expect(expiry.date == host.clock.now.addingTimeInterval(7_776_000))
        #expect(answer.fields[.cacheControl] == "private, no-store")
        #expect((answer.json["token"] as? String)?.hasPrefix("dpwt_1") == true)
    }

    @Test func aTokenReadsAsItsSubjectAndNothingElse() async throws {
        let host = try TestHost()
        let token = await host.mint(did: "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa")
        let read = await host.read(token)
        #expect(read.status == 200)
        #expect(read.json["viewer"] as? String == "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa")
    }

    @Test func mintingNeverEndsEarlierTokens() async throws {
        let host = try TestHost()
        var tokens: [String] = []
        for _ in 0..<10 { tokens.append(await host.mint()) }
        for token in tokens { #expect(await host.read(token).status == 200) }
    }

    @Test func theTwentySixthActiveTokenIsRefusedAndTheOthersLive() async throws {
        let host = try TestHost(
            policy: .init(scopeSets: TestHost.defaultPolicy.scopeSets, mintsPerHour: 100, mintsPerDay: 100))
        var tokens: [String] = []
        for _ in 0..<25 { tokens.append(await host.mint()) }
        let refused = await host.call("POST", "\(Self.group).mintWidgetToken")
        #expect(refused.status == 400)
        #expect(refused.error == "widget_token_limit_reached")
        for token in tokens { #expect(await host.read(token).status == 200) }
        #expect(try await host.store.list(.all(at: 0)).count == 25)
    }

    @Test func theEleventhMintOfAnHourMustWait() async throws {
        let host = try TestHost()
        for _ in 0..<10 { _ = await host.mint() }
        let refused = await host.call("POST", "\(Self.group).mintWidgetToken")
        #expect(refused.error == "RateLimitExceeded")
        #expect(refused.fields[.retryAfter] == "3601")
        host.clock.advance(by: 3601)
        #expect(await host.call("POST", "\(Self.group).mintWidgetToken").status == 200)
    }

    @Test func aTokenDiesAtItsExpiryAndNotBefore() async throws {
        let host = try TestHost()
        let token = await host.mint()
        host.clock.advance(by: 7_776_000 - 0.001)
        #expect(await host.read(token).status == 200)
        host.clock.advance(by: 0.001)
        let dead = await host.read(token)
        #expect(dead.error == "widget_token_expired")
        #expect(dead.status == 401)
        #expect(dead.fields[.wwwAuthenticate]?.hasPrefix(#"Bearer error="invalid_token""#) == true)
    }

    @Test func aRevokedTokenIsRefusedOnTheNextRequestForGood() async throws {
        let host = try TestHost()
        let token = await host.mint()
        let id = "wtok_" + token.dropFirst(6).prefix(22)
        let body = #"{"id":"\#(id)"}"#
        let revoked = await host.call("POST", "\(Self.group).revokeWidgetToken", body: body)
        #expect(revoked.json["revoked"] as? Int == 1)
        #expect(await host.read(token).error == "widget_token_revoked")
        let again = await host.call("POST", "\(Self.group).revokeWidgetToken", body: body)
        #expect(again.json["revoked"] as? Int == 0)
    }

    @Test func whoHoldsATokenMayBurnItWithoutASession() async throws {
        let host = try TestHost()
        let token = await host.mint()
        let target = "/xrpc/\(Self.group).revokeWidgetToken"
        let type = [("Content-Type", "application/json")]
        let burnt = await host.send("POST", target, type, body: #"{"token":"\#(token)"}"#)
        #expect(burnt.json["revoked"] as? Int == 1)
        #expect(await host.read(token).error == "widget_token_revoked")
        let unknown = await host.send("POST", target, type, body: #"{"token":"dpwt_1nonsense"}"#)
        #expect(unknown.json["revoked"] as? Int == 0)
        let anonymous = await host.send("POST", target, type, body: #"{"all":true}"#)
        #expect(anonymous.error == "AuthMissing")
        #expect(anonymous.fields[.wwwAuthenticate] == #"DPoP algs="ES256 ES256K""#)
    }

    @Test(arguments: [
        "{}", #"{"all":false}"#, #"{"id":"wtok_aaaaaaaaaaaaaaaaaaaaaa","all":true}"#,
        #"{"id":"wtok_aaaaaaaaaaaaaaaaaaaaaa","token":"x"}"#,
        #"{"id":"wtok_aaaaaaaaaaaaaaaaaaaaaa","exceptId":"wtok_aaaaaaaaaaaaaaaaaaaaaa"}"#,
    ])
    func revokingTakesExactlyOneChoice(body: String) async throws {
        let answer = await TestHost.shared.call("POST", "\(Self.group).revokeWidgetToken", body: body)
        #expect(answer.error == "InvalidRequest", "\(body): \(answer.text)")
    }

    @Test func allButOneCanBeRevoked() async throws {
        let host = try TestHost()
        let tokens = [await host.mint(), await host.mint(), await host.mint()]
        let stranger = await host.mint(did: "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb")
        let kept = "wtok_" + tokens[1].dropFirst(6).prefix(22)
        let answer = await host.call(
            "POST", "\(Self.group).revokeWidgetToken", body: #"{"all":true,"exceptId":"\#(kept)"}"#)
        #expect(answer.json["revoked"] as? Int == 2)
        var statuses: [Int] = []
        for token in tokens + [stranger] { statuses.append(await host.read(token).status) }
        #expect(statuses == [401, 200, 401, 200])
    }

    @Test func tokensOfOthersAreLikeUnknownOnes() async throws {
        let host = try TestHost()
        let token = await host.mint()
        let id = "wtok_" + token.dropFirst(6).prefix(22)
        let other = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"
        let revoke = await host.call("POST", "\(Self.group).revokeWidgetToken", did: other, body: #"{"id":"\#(id)"}"#)
        #expect(revoke.json["revoked"] as? Int == 0)
        let foreign = await host.call("GET", "\(Self.group).getWidgetToken", query: "?id=\(id)", did: other)
        let unknown = await host.call(
            "GET", "\(Self.group).getWidgetToken", query: "?id=wtok_aaaaaaaaaaaaaaaaaaaaaa", did: other)
        #expect(foreign.error == "widget_token_not_found")
        #expect(foreign.bytes == unknown.bytes)
        #expect(await host.call("GET", "\(Self.group).listWidgetTokens", did: other).json["tokens"] as? [String] == [])
        #expect(await host.read(token).status == 200)
    }

    @Test(arguments: [
        (AccountRole.owner, 200), (.admin, 200), (.member, 403), (.viewer, 403), (.none, 403),
    ])
    func onlyOwnersAndAdminsManageTokensOfOthers(role: AccountRole, status: Int) async throws {
        let host = try TestHost(roles: { _, _ in role })
        let other = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"
        let create = await host.call("POST", "\(Self.group).createWidgetToken", body: #"{"subject":"\#(other)"}"#)
        #expect(create.status == status)
        #expect(create.error == (status == 403 ? "insufficient_role" : nil))
        let list = await host.call("GET", "\(Self.group).listWidgetTokens", query: "?subject=\(other)")
        #expect(list.status == status)
        if status == 200 {
            let read = await host.read(create.json["token"] as? String ?? "")
            #expect(read.json["viewer"] as? String == other)
        }
    }

    @Test func listsHideEndedTokensUnlessAskedAndNeverShowSecrets() async throws {
        let host = try TestHost()
        let token = await host.mint()
        host.clock.advance(by: 1)
        _ = await host.mint()
        _ = await host.call(
            "POST", "\(Self.group).revokeWidgetToken", body: #"{"id":"wtok_\#(token.dropFirst(6).prefix(22))"}"#)
        let active = await host.call("GET", "\(Self.group).listWidgetTokens")
        #expect((active.json["tokens"] as? [[String: Any]])?.count == 1)
        let all = await host.call("GET", "\(Self.group).listWidgetTokens", query: "?includeRevoked=true")
        let tokens = try #require(all.json["tokens"] as? [[String: Any]])
        #expect(tokens.map { $0["status"] as? String } == ["active", "revoked"])
        #expect(tokens[1]["revokeReason"] as? String == "user")
        #expect(!all.text.contains("dpwt_") && !all.text.contains(token.dropFirst(28).prefix(43)))
        #expect(!all.text.contains("192.0.2"))
    }

    @Test func pagesFollowEachOtherWithoutGapsOrRepeats() async throws {
        let host = try TestHost()
        for _ in 0..<7 {
            _ = await host.mint()
            host.clock.advance(by: 0.001)
        }
        var seen: [String] = []
        var query = "?limit=3"
        for _ in 0..<3 {
            let page = await host.call("GET", "\(Self.group).listWidgetTokens", query: query)
            seen += (page.json["tokens"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
            guard let cursor = page.json["cursor"] as? String else { break }
            query = "?limit=3&cursor=\(cursor)"
        }
        #expect(seen.count == 7)
        #expect(Set(seen).count == 7)
        let bad = await host.call("GET", "\(Self.group).listWidgetTokens", query: "?cursor=abc")
        #expect(bad.error == "InvalidRequest")
    }

    @Test func thePolicyIsPublic() async throws {
        let answer = await TestHost.shared.send("GET", "/xrpc/\(Self.group).getWidgetTokenPolicy")
        #expect(answer.json["maximumActiveTokens"] as? Int == 25)
        #expect(answer.json["methods"] as? [String] == [TestHost.readMethod])
        let browser = answer.json["browser"] as? [String: Int]
        #expect(browser == ["minimumSeconds": 60, "defaultSeconds": 1800, "maximumSeconds": 3600])
    }

    @Test func theMethodsMoveWithTheirGroup() async throws {
        let host = try TestHost(group: "org.other.widgets")
        #expect(await host.call("POST", "org.other.widgets.mintWidgetToken").status == 200)
        #expect(await host.call("POST", "\(Self.group).mintWidgetToken").status == 501)
    }

    @Test func aReplacedTokenEndsAtOnceOrAfterItsGrace() async throws {
        let host = try TestHost()
        let old = await host.mint()
        let oldID = "wtok_" + old.dropFirst(6).prefix(22)
        let graceful = await host.call(
            "POST", "\(Self.group).createWidgetToken", body: #"{"replaces":{"id":"\#(oldID)","graceSeconds":60}}"#)
        #expect(graceful.status == 200, "\(graceful.text)")
        #expect(await host.read(old).status == 200)
        host.clock.advance(by: 60)
        #expect(await host.read(old).error == "widget_token_expired")
        let newID = graceful.json["id"] as? String ?? ""
        let atOnce = await host.call(
            "POST", "\(Self.group).createWidgetToken", body: #"{"replaces":{"id":"\#(newID)"}}"#)
        #expect(atOnce.status == 200)
        #expect(await host.read(graceful.json["token"] as? String ?? "").error == "widget_token_revoked")
        let unknown = await host.call(
            "POST", "\(Self.group).createWidgetToken", body: #"{"replaces":{"id":"\#(newID)"}}"#)
        #expect(unknown.error == "widget_token_not_found")
    }
}
