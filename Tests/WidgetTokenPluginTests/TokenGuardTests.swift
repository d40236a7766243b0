// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import HTTPTypes
import HostTestSupport
import SQLiteStores
import Testing
import XRPCCore
import XRPCHost

@testable import WidgetTokenPlugin

@Suite struct TokenGuardTests {
    private static let group = TestHost.group

    /// Every served route with every kind of credential; the routes come from the host itself.
    @Test func everyRouteAcceptsExactlyTheKindsThatItNames() async throws {
        let host = try TestHost(
            policy: .init(scopeSets: TestHost.defaultPolicy.scopeSets, mintsPerHour: 100, mintsPerDay: 100))
        let token = await host.mint()
        var cells = 0
        for entry in host.application.catalog.entries {
            let nsid = entry.nsid.rawValue
            let verb = entry.kind == .query ? "GET" : "POST"
            let widget = await host.send(verb, "/xrpc/\(nsid)", [("Authorization", "Bearer \(token)")])
            if entry.accepts.contains(.widget) {
                #expect(widget.status == 200, "\(nsid)")
            } else {
                #expect(widget.error == "widget_token_not_allowed_here", "\(nsid): \(widget.text)")
                #expect(widget.status == 403)
            }
            let nobody = await host.send(verb, "/xrpc/\(nsid)")
            #expect((nobody.error == "AuthMissing") == !entry.accepts.contains(.none), "\(nsid): \(nobody.text)")
            let session = await host.call(verb, nsid)
            #expect(session.error != "AuthMissing" && session.status != 403, "\(nsid): \(session.text)")
            cells += 3
        }
        #expect(cells == 24)
    }

    @Test func allFailuresThatMustNotTellApartAreEqualByteForByte() async throws {
        let host = try TestHost()
        let token = await host.mint()
        let unknown = WidgetToken.random(from: { [UInt8](repeating: 5, count: $0) })
        let samples = [
            "dpwt_", "dpwt_1x", String(token.dropLast()) + (token.last == "0" ? "1" : "0"), unknown.reveal(),
            WidgetToken.forged(id: token.dropFirst(6).prefix(22)), "dpwt_2" + token.dropFirst(6),
        ]
        let answers = await samples.asyncMap { await host.read($0) }
        for answer in answers {
            #expect(answer.error == "widget_token_invalid")
            #expect(answer.bytes == answers[0].bytes)
            #expect(answer.fields[.wwwAuthenticate] == answers[0].fields[.wwwAuthenticate])
        }
        #expect(answers.count == 6)
    }

    @Test func aTokenWithAnotherSchemeIsRefused() async throws {
        let host = try TestHost()
        let token = await host.mint()
        let answer = await host.send("GET", "/xrpc/\(TestHost.readMethod)", [("Authorization", "DPoP \(token)")])
        #expect(answer.error == "widget_token_invalid")
    }

    @Test(arguments: ["?t=%@", "?%@", "/%@", "?t=%64pwt_1abc", "?t=dpwt%5F1abc", "?t=%2564pwt_1abc", "?a=b&dpwt_"])
    func aTokenInTheURLIsNeverAuthenticated(form: String) async throws {
        let host = try TestHost()
        let token = await host.mint()
        let target = "/xrpc/\(TestHost.readMethod)" + form.replacing("%@", with: token)
        let answer = await host.send("GET", target, [("Authorization", "Bearer \(token)")])
        #expect(answer.error == "widget_token_in_url")
        #expect(answer.status == 400)
        #expect(!host.log.text.contains(token))
    }

    static let origins: [(profile: String, fields: [(String, String)], isAllowed: Bool)] = [
        ("native", [], true), ("native", [("Origin", "https://app.example.com")], false),
        ("native", [("Origin", "null")], false),
        ("native", [("Referer", "https://app.example.com/")], true),
        ("browser", [("Origin", "https://app.example.com")], true),
        ("browser", [("Origin", "https://two.example.com:8443")], true), ("browser", [], false),
        ("browser", [("Sec-Fetch-Site", "same-origin")], true), ("browser", [("Sec-Fetch-Site", "same-site")], false),
        ("browser", [("Sec-Fetch-Site", "none")], false), ("browser", [("Origin", "null")], false),
        ("browser", [("Origin", "https://app.example.com/")], false),
        ("browser", [("Origin", "https://APP.example.com")], false),
        ("browser", [("Origin", "http://app.example.com")], false),
        ("browser", [("Origin", "https://app.example.com:443")], false),
        ("browser", [("Origin", "https://app.example.com:8443")], false),
        ("browser", [("Origin", "https://evil-app.example.com")], false),
        ("browser", [("Origin", "https://app.example.com.evil.test")], false),
        ("browser", [("Origin", "https://app.example.com.")], false),
        ("browser", [("Origin", "https://xapp.example.com")], false),
        ("browser", [("Origin", "https://two.example.com")], false),
        ("browser", [("Origin", "https://app.example.com"), ("Origin", "https://app.example.com")], false),
        ("browser", [("Origin", "https://app.example.com"), ("Origin", "https://evil.test")], false),
        ("browser", [("Referer", "https://app.example.com/")], false),
        ("browser", [("Origin", "https://evil.test"), ("Sec-Fetch-Site", "same-origin")], false),
    ]

    @Test(arguments: origins)
    func originsAreMatchedExactly(profile: String, fields: [(String, String)], isAllowed: Bool) async throws {
        let host = try TestHost()
        let body =
            profile == "native" ? "{}" : #"{"origins":["https://app.example.com","https://two.example.com:8443"]}"#
        let created = await host.call("POST", "\(Self.group).createWidgetToken", body: body)
        #expect(created.json["profile"] as? String == profile)
        let answer = await host.read(created.json["token"] as? String ?? "", fields)
        #expect(answer.error == (isAllowed ? nil : "widget_origin_mismatch"), "\(fields)")
        #expect(Self.origins.count == 25)
    }

    @Test(arguments: [
        (#"{"scopes":["default"]}"#, 200), (#"{"scopes":["include:default"]}"#, 200),
        (#"{"scopes":["rpc:com.example.snaps.getLatest?aud=did:web:host.test%23appview"]}"#, 200),
        (#"{"scopes":["rpc:com.example.snaps.getInbox?aud=did:web:host.test%23appview"]}"#, 400),
        (#"{"scopes":["rpc:com.example.snaps.getLatest?aud=did:web:other%23appview"]}"#, 400),
        (#"{"scopes":["rpc:com.example.snaps.getLatest?aud=*"]}"#, 400),
        (#"{"scopes":["rpc:*?aud=did:web:host.test%23appview"]}"#, 400),
        (#"{"scopes":["rpc:com.example.snaps.getLatest"]}"#, 400), (#"{"scopes":["repo:*"]}"#, 400),
        (#"{"scopes":["blob:*/*"]}"#, 400),
        (#"{"scopes":["account:email"]}"#, 400), (#"{"scopes":["identity:*"]}"#, 400),
        (#"{"scopes":["transition:generic"]}"#, 400),
        (#"{"scopes":["other"]}"#, 400), (#"{"scopes":["default","other"]}"#, 400), (#"{"scopes":[""]}"#, 400),
    ])
    func scopesAreThoseOnOffer(body: String, status: Int) async throws {
        let host = try TestHost()
        let answer = await host.call("POST", "\(Self.group).createWidgetToken", body: body)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.error == (status == 400 ? "invalid_scope" : nil))
        if status == 200 { #expect(await host.read(answer.json["token"] as? String ?? "").status == 200) }
    }

    @Test(arguments: [#"["http://a.test"]"#, #"["https://a.test/"]"#, #"["https://a.test","null"]"#])
    func badOriginsAreRefusedAtTheMint(origins: String) async throws {
        let answer = await TestHost.shared.call(
            "POST", "\(Self.group).createWidgetToken", body: #"{"origins":\#(origins)}"#)
        #expect(answer.error == "invalid_origin")
    }

    @Test func aPageCannotMintALongLivedTokenUnlessAllowed() async throws {
        let page = [("Origin", "https://app.example.com")]
        let strict = try TestHost()
        #expect(
            await strict.call("POST", "\(Self.group).mintWidgetToken", extra: page).error == "widget_origin_mismatch")
        #expect(await strict.call("POST", "\(Self.group).createWidgetToken", body: "{}", extra: page).status == 403)
        let bound = #"{"origins":["https://app.example.com"]}"#
        #expect(await strict.call("POST", "\(Self.group).createWidgetToken", body: bound, extra: page).status == 200)
        let open = try TestHost(
            policy: .init(scopeSets: TestHost.defaultPolicy.scopeSets, allowsNativeMintFromBrowser: true))
        #expect(await open.call("POST", "\(Self.group).mintWidgetToken", extra: page).status == 200)
    }

    @Test(arguments: [
        "subject_did = 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb'", "actor = 'x'", "aud = 'did:web:other#x'",
        "scopes = 'other'",
        "methods = 'com.example.snaps.getInbox'", "expires_at = expires_at + 1", "created_at = created_at - 1",
        "assurance = 'x'", "pepper_id = 2", "secret_mac = zeroblob(32)", "row_mac = zeroblob(32)",
        "profile = 'browser', origins = 'https://a.test', expires_at = created_at + 1000",
    ])
    func aRowThatSomebodyAlteredIsRefused(change: String) async throws {
        let host = try TestHost()
        let token = await host.mint()
        let queue = try DatabaseQueue(path: host.directory + "/test.sqlite")
        try await queue.write { try $0.execute(sql: "UPDATE token SET \(change)") }
        #expect(await host.read(token).error == "widget_token_invalid")
    }

    @Test func anAlteredRowIsNotSignedAgainByReplacingIt() async throws {
        let host = try TestHost()
        let token = await host.mint()
        let queue = try DatabaseQueue(path: host.directory + "/test.sqlite")
        try await queue.write { try $0.execute(sql: "UPDATE token SET methods = methods || ' com.example.other'") }
        let body = #"{"replaces":{"id":"wtok_\#(token.dropFirst(6).prefix(22))","graceSeconds":600}}"#
        #expect(
            await host.call("POST", "\(Self.group).createWidgetToken", body: body).error == "widget_token_not_found")
        #expect(await host.read(token).error == "widget_token_invalid")
    }

    @Test func whatWasVerifiedDoesNotServeABodyThatComesLater() async throws {
        let host = try TestHost()
        let token = await host.mint()
        let clock = host.clock
        let nsid = TestHost.readMethod
        let request = TestHost.request("GET", "/xrpc/\(nsid)", [.authorization: "Bearer \(token)"]) { _ in
            clock.advance(by: 6)
            return []
        }
        #expect(await host.application.respond(to: request).status.code == 408)
    }

    @Test func accountsThatRestMakeTheirTokensRest() async throws {
        let host = try TestHost()
        let token = await host.mint()
        for status in [AccountGate.Status.deactivated, .suspended] {
            try await host.store.setGate(
                AccountGate(status: status), for: TestParty.did, AuditCircumstances(at: 0, actor: "test"))
            let answer = await host.read(token)
            #expect(answer.error == "account_inactive")
            #expect(answer.status == 403)
        }
        try await host.store.setGate(
            AccountGate(status: .active), for: TestParty.did, AuditCircumstances(at: 0, actor: "test"))
        #expect(await host.read(token).status == 200)
        let cut = host.clock.now.milliseconds + 1
        try await host.store.setGate(
            AccountGate(status: .active, revokeBefore: cut), for: TestParty.did,
            AuditCircumstances(at: 0, actor: "test"))
        #expect(await host.read(token).error == "widget_token_revoked")
        try await host.store.setGate(
            AccountGate(status: .active), for: TestParty.did, AuditCircumstances(at: 0, actor: "test"))
        #expect(await host.read(token).error == "widget_token_revoked")
    }

    @Test func aBadTokenTooManyIsThrottledAndGoodOnesAreNot() async throws {
        let host = try TestHost()
        let token = await host.mint()
        for _ in 0..<30 { #expect(await host.read("dpwt_1bad").status == 401) }
        let throttled = await host.read("dpwt_1bad")
        #expect(throttled.error == "RateLimitExceeded")
        #expect(throttled.fields[.retryAfter] != nil)
        #expect(await host.read(token).status == 200)
    }

    @Test func whatASetGainsLaterOldTokensDoNotAndWhatItLosesTheyLose() async throws {
        let host = try TestHost()
        let token = await host.mint()
        let row = try #require(try await host.store.list(.all(at: 0)).first?.row)
        let read = try #require(NSID(rawValue: TestHost.readMethod))
        let more = try #require(NSID(rawValue: "com.example.snaps.more"))
        let wider = WidgetTokenPolicy(scopeSets: [.init(name: "default", methods: [read, more])])
        #expect(wider.permits(row, read.rawValue))
        #expect(!wider.permits(row, more.rawValue))
        let narrower = WidgetTokenPolicy(scopeSets: [.init(name: "default", methods: [more])])
        #expect(!narrower.permits(row, read.rawValue))
        #expect(narrower.effectiveMethods(row).isEmpty)
        #expect(await host.read(token).status == 200)
    }

    static let policies: [(policy: WidgetTokenPolicy, setting: String)] = {
        func policy(
            _ methods: [String], native: Int = 7_776_000, browser: Int = 1800, cap: Int = 25, hour: Int = 10,
            day: Int = 30
        )
            -> WidgetTokenPolicy
        {
            WidgetTokenPolicy(
                scopeSets: [.init(name: "default", methods: methods.compactMap(NSID.init(rawValue:)))],
                nativeSeconds: native,
                browserSeconds: browser, maximumActiveTokens: cap, mintsPerHour: hour, mintsPerDay: day)
        }
        let read = TestHost.readMethod
        return [
            (policy([]), "widget-methods"), (policy(["com.example.none"]), "widget-methods"),
            (policy([TestHost.privateMethod]), "widget-methods"),
            (policy(["\(TestHost.group).listWidgetTokens"]), "widget-methods"),
            (policy(["\(TestHost.group).mintWidgetToken"]), "widget-methods"),
            (policy([read], native: 59), "native-ttl-seconds"),
            (policy([read], native: 31_536_001), "native-ttl-seconds"),
            (policy([read], browser: 3601), "browser-ttl-seconds"),
            (policy([read], cap: 0), "max-active-tokens"), (policy([read], hour: 0), "mints-per-hour"),
            (policy([read], hour: 5, day: 4), "mints-per-day"), (WidgetTokenPolicy(scopeSets: []), "widget-methods"),
            (WidgetTokenPolicy(scopeSets: TestHost.defaultPolicy.scopeSets, defaultScope: "x"), "widget-sets"),
            (
                WidgetTokenPolicy(scopeSets: TestHost.defaultPolicy.scopeSets + TestHost.defaultPolicy.scopeSets),
                "widget-sets"
            ),
            (
                WidgetTokenPolicy(scopeSets: [.init(name: "a b", methods: TestHost.defaultPolicy.ceiling)]),
                "widget-sets"
            ),
        ]
    }()

    @Test(arguments: policies.indices) func anUnsafePolicyKeepsTheHostFromStarting(position: Int) {
        let (policy, setting) = Self.policies[position]
        let error = #expect(throws: HostStartupError.self) { try TestHost(policy: policy) }
        #expect(error?.setting == setting)
        #expect(Self.policies.count == 15)
    }

    @Test func theLogNamesTokensByIdentifierOnly() async throws {
        let host = try TestHost()
        let token = await host.mint()
        _ = await host.read(token)
        _ = await host.read(token + "x")
        #expect(host.log.text.contains("wtok_" + token.dropFirst(6).prefix(22)))
        #expect(!host.log.text.contains("dpwt_"))
        #expect(!host.log.text.contains("eyJ"))
    }
}

extension WidgetToken {
    /// A well-formed token with a known identifier and a secret that is not its own.
    static func forged(id: some StringProtocol) -> String {
        let body = Array("dpwt_1\(id)".utf8) + Base62.random(43) { [UInt8](repeating: 9, count: $0) }
        return String(decoding: body + Base62.sixCharacters(CRC32.checksum(body)), as: UTF8.self)
    }
}

extension Sequence {
    func asyncMap<Result>(_ transform: (Element) async -> Result) async -> [Result] {
        var results: [Result] = []
        for element in self { results.append(await transform(element)) }
        return results
    }
}
