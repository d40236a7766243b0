// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HTTPTypes
import HostTestSupport
import Identity
import JOSE
import Testing
import XRPCHost

/// Which verifier a credential goes to, and that there is no second try.
@Suite struct SessionChoiceTests {
    private static let mint = "\(TestHost.group).mintWidgetToken"

    /// An authorization server that is asked about opaque tokens; what it says is fixed.
    private struct OpaqueTokens: AccessTokenVerifier {
        let name = "opaque"
        let patterns: Set<AccessTokenPattern> = [.opaque]
        let party: TestParty

        func verify(_ token: String, now: Date) async throws(Refusal) -> VerifiedAccessToken {
            guard token == "opaque-token" else { throw Refusal(.tokenInactive) }
            let answer = """
                {"active":true,"sub":"\(TestParty.did)","aud":"\(TestParty.audience)","exp":4102444800,
                "scope":"atproto rpc:*?aud=did:web:host.test%23appview",
                "cnf":{"jkt":"\(party.appKey.publicKey.thumbprint)"}}
                """
            let policy = AccessTokenPolicy(issuer: "https://opaque.test", audiences: [TestParty.audience])
            return try IntrospectionAnswer.token(Array(answer.utf8), policy: policy, now: now)
        }
    }

    private static let everything: TestHost.Verifiers = { party, proofs in
        let identities = try FixedIdentities(did: TestParty.did, key: party.issuerKey.publicKey)
        return try SessionVerifiers(
            dpop: DPoPSessions(
                verifiers: [try TestHost.localAS(of: party), OpaqueTokens(party: party)], proofs: proofs,
                service: TestParty.audience),
            serviceAuth: ServiceAuthSessions(
                verifier: ServiceAuthVerifier(
                    policy: ServiceAuthPolicy(audiences: [TestParty.audience]), identities: identities)))
    }

    private static let serviceAuthOnly: TestHost.Verifiers = { party, _ in
        let identities = try FixedIdentities(did: TestParty.did, key: party.issuerKey.publicKey)
        return try SessionVerifiers(
            dpop: nil,
            serviceAuth: ServiceAuthSessions(
                verifier: ServiceAuthVerifier(
                    policy: ServiceAuthPolicy(audiences: [TestParty.audience]), identities: identities)))
    }

    /// Every kind of token under every scheme with every kind of proof, and the reason that the log must give.
    @Test func noUnexpectedCombinationIsAccepted() async throws {
        let host = try TestHost(verifiers: Self.everything)
        var accepted: [String] = []
        var reasons: [String: String] = [:]
        for (kind, token) in tokens(of: host) {
            for scheme in ["DPoP", "Bearer"] {
                for (proof, lines) in proofs(of: host, token: token) {
                    let fields = [("Authorization", "\(scheme) \(token)")] + lines.map { ("DPoP", $0) }
                    let answer = await host.send("POST", "/xrpc/\(Self.mint)", fields)
                    let name = "\(scheme) \(kind) \(proof)"
                    if answer.status == 200 { accepted.append(name) }
                    reasons[name] = answer.error
                    if scheme == "Bearer", kind == "bound" { #expect(answer.status == 401, "\(name)") }
                }
            }
        }
        #expect(reasons.count + accepted.filter { reasons[$0] == nil }.count == 6 * 2 * 4)
        #expect(
            Set(accepted) == [
                "DPoP bound good", "DPoP opaque good",
                // The first use of the service token counts, whatever DPoP lines come with it.
                "Bearer service none",
            ])
        #expect(reasons["DPoP service good"] == "invalid_token")
        #expect(reasons["DPoP unbound good"] == "invalid_token")
        #expect(reasons["Bearer service good"] == "JwtReplayed")
    }

    private func tokens(of host: TestHost) -> [(String, String)] {
        let now = host.clock.now
        let party = host.party
        let access = party.accessToken(now: now)
        return [
            ("bound", access.signed), ("unbound", access.claim("cnf", nil).signed), ("opaque", "opaque-token"),
            ("service", party.serviceToken(for: Self.mint, now: now).signed),
            ("refresh", access.header("typ", "\"refresh+jwt\"").signed),
            (
                "proof",
                party.proof("POST", "https://host.test/xrpc/\(Self.mint)", token: nil, nonce: nil, now: now).signed
            ),
        ]
    }

    /// The kinds of proof for a token; `none` comes first, so that it sees a service token unspent.
    private func proofs(of host: TestHost, token: String) -> [(String, [String])] {
        let good = host.session("POST", Self.mint, token: token)[1].1
        let second = host.session("POST", Self.mint, token: token)[1].1
        var stranger = good
        if let other = try? TestParty() {
            stranger =
                ProofRecipe(
                    header: [
                        ("typ", "\"dpop+jwt\""), ("alg", "\"ES256\""), ("jwk", other.appKey.publicKey.canonicalForm),
                    ],
                    claims: claims(of: host, token: token), key: other.appKey
                ).signed
        }
        return [("none", []), ("other key", [stranger]), ("two", [good, second]), ("good", [good])]
    }

    private func claims(of host: TestHost, token: String) -> [(String, String)] {
        let fields = host.session("POST", Self.mint, token: token)
        let nonce = fields[1].1.split(separator: ".")[1]
        guard let bytes = Base64URL.decode(nonce.utf8),
            let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            let value = object["nonce"] as? String
        else { return [] }
        return host.party.proof(
            "POST", "https://host.test/xrpc/\(Self.mint)", token: token, nonce: value, now: host.clock.now
        ).claims.map { ($0.name, $0.json) }
    }

    @Test func aTokenOfAnUnknownIssuerIsRefusedByName() async throws {
        let host = try TestHost(verifiers: Self.everything)
        let token = host.party.accessToken(now: host.clock.now).claim("iss", "\"https://other.test\"").signed
        let answer = await host.send("POST", "/xrpc/\(Self.mint)", host.session("POST", Self.mint, token: token))
        #expect(answer.status == 401)
        #expect(host.log.text.contains("\"reason\":\"token-issuer\""))
    }

    @Test func twoVerifiersOfOneIssuerDoNotStart() throws {
        let party = try TestParty()
        let verifier = try TestHost.localAS(of: party)
        let error = #expect(throws: HostStartupError.self) {
            try DPoPSessions(
                verifiers: [verifier, verifier], proofs: ProofVerifier(nonces: nil, audience: "a"), service: "a")
        }
        #expect("\(error.map(String.init(describing:)) ?? "")".contains(TestParty.issuer))
        #expect(throws: HostStartupError.self) {
            try DPoPSessions(verifiers: [], proofs: ProofVerifier(nonces: nil, audience: "a"), service: "a")
        }
        #expect(throws: HostStartupError.self) { try SessionVerifiers(dpop: nil) }
    }

    @Test func challengesOfferWhatIsAcceptedAndDPoPComesFirst() async throws {
        let both = try TestHost(verifiers: Self.everything)
        let lines = await both.send("POST", "/xrpc/\(Self.mint)").fields[values: .wwwAuthenticate]
        #expect(lines == ["DPoP algs=\"ES256 ES256K\"", "Bearer"])
        let bad = await both.send("POST", "/xrpc/\(Self.mint)", [("Authorization", "Bearer a.b.c")])
        #expect(bad.status == 401)
        let refused = bad.fields[values: .wwwAuthenticate]
        #expect(refused.count == 2)
        #expect(refused.first == "DPoP algs=\"ES256 ES256K\"")
        #expect(refused.last?.hasPrefix("Bearer error=\"invalid_token\", error_description=\"") == true)
        let service = try TestHost(verifiers: Self.serviceAuthOnly)
        let only = await service.send("POST", "/xrpc/\(Self.mint)")
        #expect(only.status == 401)
        #expect(only.fields[values: .wwwAuthenticate] == ["Bearer"])
        let dpop = await service.call("POST", Self.mint)
        #expect(dpop.status == 401)
        #expect(service.log.text.contains("\"reason\":\"credential-unsupported\""))
    }

    @Test func aServiceTokenMintsOnceAndReadsAsOftenAsItLives() async throws {
        let host = try TestHost(verifiers: Self.serviceAuthOnly)
        let mint = host.party.serviceToken(for: Self.mint, now: host.clock.now).signed
        let first = await host.send("POST", "/xrpc/\(Self.mint)", [("Authorization", "Bearer \(mint)")])
        #expect(first.status == 200)
        let second = await host.send("POST", "/xrpc/\(Self.mint)", [("Authorization", "Bearer \(mint)")])
        #expect(second.status == 401)
        #expect(second.error == "JwtReplayed")
        let list = "\(TestHost.group).listWidgetTokens"
        let reading = host.party.serviceToken(for: list, now: host.clock.now).signed
        for _ in 0..<2 {
            let answer = await host.send("GET", "/xrpc/\(list)", [("Authorization", "Bearer \(reading)")])
            #expect(answer.status == 200)
            #expect(answer.text.contains("\"assurance\":\"serviceAuth\""))
        }
    }

    @Test func theMetadataNamesTheAuthorizationServer() async throws {
        let verifiers: TestHost.Verifiers = { party, proofs in
            try SessionVerifiers(
                dpop: DPoPSessions(
                    verifiers: [try TestHost.localAS(of: party)], proofs: proofs, service: TestParty.audience),
                metadata: ProtectedResourceMetadata(
                    origin: try HostConfiguration(
                        publicOrigin: "https://host.test", serviceDID: TestParty.audience
                    ).publicOrigin, issuer: TestParty.issuer, proofAlgorithms: ["ES256", "ES256K"]))
        }
        let host = try TestHost(verifiers: verifiers)
        let answer = await host.send("GET", "/.well-known/oauth-protected-resource")
        #expect(answer.status == 200)
        #expect(answer.json["resource"] as? String == "https://host.test")
        #expect(answer.json["authorization_servers"] as? [String] == [TestParty.issuer])
        #expect(answer.json["bearer_methods_supported"] as? [String] == ["header"])
        #expect(answer.json["dpop_signing_alg_values_supported"] as? [String] == ["ES256", "ES256K"])
        #expect(answer.json["dpop_bound_access_tokens_required"] as? Bool == true)
        #expect(await host.send("POST", "/.well-known/oauth-protected-resource").status == 405)
        let challenge = await host.send("POST", "/xrpc/\(Self.mint)").fields[.wwwAuthenticate] ?? ""
        #expect(
            challenge.hasSuffix("resource_metadata=\"https://host.test/.well-known/oauth-protected-resource\""))
        #expect(await TestHost.shared.send("GET", "/.well-known/oauth-protected-resource").status == 404)
    }
}
