// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import Identity
import JOSE
import SQLiteStores
import Testing
import WidgetTokenPlugin
import XRPCCore
import XRPCHost

/// What a session without a proof may mint.
@Suite struct AssuranceTests {
    private static let mint = "\(TestHost.group).mintWidgetToken"
    private static let create = "\(TestHost.group).createWidgetToken"

    private static func policy(_ rule: AssuranceRule?) -> WidgetTokenPolicy {
        let methods = [NSID(rawValue: TestHost.readMethod)].compactMap(\.self)
        var assurances: [VerifiedSession.Assurance: AssuranceRule] = [.dpopBound: .everything]
        assurances[.serviceAuth] = rule
        return WidgetTokenPolicy(
            scopeSets: [.init(name: "default", methods: methods), .init(name: "small", methods: methods)],
            assurances: assurances)
    }

    private func host(_ rule: AssuranceRule?) throws -> TestHost {
        let verifiers: TestHost.Verifiers = { party, proofs in
            let identities = try FixedIdentities(did: TestParty.did, key: party.issuerKey.publicKey)
            return try SessionVerifiers(
                dpop: DPoPSessions(
                    verifiers: [try TestHost.localAS(of: party)], proofs: proofs, service: TestParty.audience),
                serviceAuth: ServiceAuthSessions(
                    verifier: ServiceAuthVerifier(
                        policy: ServiceAuthPolicy(audiences: [TestParty.audience]), identities: identities)))
        }
        return try TestHost(policy: Self.policy(rule), verifiers: verifiers)
    }

    private func send(_ host: TestHost, _ nsid: String, body: String = "") async -> TestHost.Answer {
        let token = host.party.serviceToken(for: nsid, now: host.clock.now).signed
        var fields = [("Authorization", "Bearer \(token)")]
        if !body.isEmpty { fields.append(("Content-Type", "application/json")) }
        return await host.send("POST", "/xrpc/\(nsid)", fields, body: body)
    }

    private func seconds(_ answer: TestHost.Answer, _ host: TestHost) throws -> TimeInterval {
        let text = try #require(answer.json["expiresAt"] as? String)
        return try #require(Datetime(rawValue: text)?.date).timeIntervalSince(host.clock.now)
    }

    @Test func aTokenMintedWithoutAProofLivesShorter() async throws {
        let host = try host(AssuranceRule(maximumSeconds: 3600))
        #expect(try seconds(await send(host, Self.mint), host) == 3600)
        #expect(try seconds(await host.call("POST", Self.mint), host) == 7_776_000)
        let wish = await send(host, Self.create, body: #"{"ttlSeconds":120}"#)
        #expect(try seconds(wish, host) == 120)
    }

    @Test func onlyTheListedSetsMayBeAskedFor() async throws {
        let host = try host(AssuranceRule(scopeSets: ["small"], maximumSeconds: 3600))
        #expect(await send(host, Self.mint).error == "session_assurance_too_low")
        #expect(await send(host, Self.create, body: #"{"scopes":["small"]}"#).status == 200)
        let both = await send(host, Self.create, body: #"{"scopes":["small","default"]}"#)
        #expect(both.status == 403)
        #expect(both.error == "session_assurance_too_low")
        #expect(await host.call("POST", Self.mint).status == 200)
    }

    @Test(arguments: [nil, AssuranceRule.nothing]) func withoutARuleNothingIsMinted(rule: AssuranceRule?) async throws {
        let host = try host(rule)
        for nsid in [Self.mint, Self.create] {
            let body = nsid == Self.create ? "{}" : ""
            #expect(await send(host, nsid, body: body).error == "session_assurance_too_low")
        }
        #expect(try await host.store.list(.all(at: 0)).isEmpty)
    }

    @Test func aRuleForAnUnknownSetDoesNotStart() {
        let error = #expect(throws: HostStartupError.self) {
            try host(AssuranceRule(scopeSets: ["gone"], maximumSeconds: 60))
        }
        #expect(error?.setting == "service-auth-sets")
        let short = #expect(throws: HostStartupError.self) { try host(AssuranceRule(maximumSeconds: 59)) }
        #expect(short?.setting == "service-auth-ttl-seconds")
    }
}
