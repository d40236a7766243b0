// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HostTestSupport
import JOSE
import Testing

@Suite struct ProofVerifierTests {
    private static let url = "https://host.test/xrpc/app.didpic.identity.mintWidgetToken"
    private let party: TestParty
    private let clock = TestClock()
    private let token = "abc.def.ghi"
    private let nonces: NonceIssuer
    private let verifier: ProofVerifier

    init() throws {
        party = try TestParty()
        let key = NonceIssuer.Key(id: 1, secret: [UInt8](repeating: 9, count: 32))
        nonces = try #require(NonceIssuer(keys: [key], audience: TestParty.audience))
        verifier = ProofVerifier(nonces: nonces, audience: TestParty.audience)
    }

    private func recipe() -> ProofRecipe {
        party.proof("POST", Self.url, token: token, nonce: nonces.current(now: clock.now), now: clock.now)
    }

    private func verify(_ text: String, verifier: ProofVerifier? = nil, token: String? = "abc.def.ghi") throws
        -> VerifiedProof
    {
        let verifier = verifier ?? self.verifier
        let target = try #require(HTTPTarget(Self.url))
        let call = ProvenCall(method: "POST", target: target, accessToken: token)
        let screened = try verifier.screen(text, for: call, now: clock.now)
        return try verifier.confirm(screened, boundTo: party.appKey.publicKey.thumbprint)
    }

    private func reason(_ text: String, verifier: ProofVerifier? = nil) -> RefusalReason? {
        do {
            _ = try verify(text, verifier: verifier)
            return nil
        } catch {
            return (error as? Refusal)?.reason
        }
    }

    @Test func acceptsAGoodProofAndSaysWhatToReserve() throws {
        let proof = try verify(recipe().signed)
        #expect(proof.thumbprint == party.appKey.publicKey.thumbprint)
        #expect(proof.reservation.owner == proof.thumbprint)
        #expect(proof.reservation.until == clock.now.addingTimeInterval(360))
    }

    static let claimCases: [(name: String, json: String?, reason: RefusalReason?)] = [
        ("jti", nil, .proofIDMissing), ("jti", "\"\"", .proofIDMissing), ("jti", "7", .proofIDMissing),
        ("jti", "\"\(String(repeating: "a", count: 257))\"", .proofIDTooLong),
        ("jti", "\"\(String(repeating: "a", count: 256))\"", nil), ("jti", "\"a\"", nil), ("jti", #""a\u0000b""#, nil),
        ("jti", "\"😀\"", nil), ("htm", nil, .proofMethodMissing), ("htm", "1", .proofMethodMissing),
        ("htm", "\"post\"", .proofMethodMismatch), ("htm", "\"GET\"", .proofMethodMismatch),
        ("htu", nil, .proofTargetMissing), ("htu", "[]", .proofTargetMissing),
        ("htu", "\"https://u:p@host.test/xrpc/a.b.c\"", .proofTargetMalformed),
        ("htu", "\"host.test/xrpc\"", .proofTargetMalformed),
        ("htu", "\"https://host.test/\(String(repeating: "a", count: 2048))\"", .proofTargetMalformed),
        ("htu", "\"https://other.test/xrpc/app.didpic.identity.mintWidgetToken\"", .proofTargetMismatch),
        ("htu", "\"http://host.test/xrpc/app.didpic.identity.mintWidgetToken\"", .proofTargetMismatch),
        ("htu", "\"https://host.test/xrpc/app.didpic.identity.listWidgetTokens\"", .proofTargetMismatch),
        ("htu", "\"\(url)?a=b#c\"", nil),
        ("htu", "\"HTTPS://HOST.test:443/xrpc/./app.didpic.identity.mintWidgetToken\"", nil),
        ("ath", nil, .proofTokenHashMissing), ("ath", "1", .proofTokenHashMissing),
        ("ath", "\"AAAA\"", .proofTokenHashMismatch), ("nonce", nil, .nonceMissing), ("nonce", "1", .nonceMalformed),
        ("nonce", "\"\(String(repeating: "a", count: 257))\"", .nonceMalformed), ("nonce", "\"abc\"", .nonceUnknown),
        ("nonce", "\"\(String(repeating: "A", count: 30))\"", .nonceUnknown), ("iat", nil, .proofTimeMissing),
        ("iat", "\"1750000000\"", .proofTimeMalformed), ("iat", "true", .proofTimeMalformed),
        ("iat", "null", .proofTimeMalformed), ("iat", "-1", .proofTimeMalformed),
        ("iat", "9007199254740994", .proofTimeMalformed), ("iat", "1750000000000", .proofTimeMilliseconds),
        ("iat", "1749999700", nil), ("iat", "1749999699", .proofTooOld), ("iat", "1750000300", nil),
        ("iat", "1750000301", .proofFromFuture), ("iat", "1750000000.75", nil), ("iat", "1749999999.999", nil),
        ("exp", "1749999971", nil), ("exp", "1749999970", .proofExpired), ("exp", "\"x\"", .proofTimeMalformed),
        ("nbf", "1750000030", nil), ("nbf", "1750000031", .proofNotYetValid), ("nbf", "{}", .proofTimeMalformed),
        ("extra", "{\"a\":[1]}", nil),
    ]

    @Test(arguments: claimCases) func checksEachClaim(name: String, json: String?, expected: RefusalReason?) {
        #expect(reason(recipe().claim(name, json).signed) == expected, "\(name) = \(json ?? "absent")")
    }

    static let headerCases: [(name: String, json: String?, reason: RefusalReason?)] = [
        ("typ", nil, .proofType), ("typ", "1", .proofType), ("typ", "\"jwt\"", .proofType),
        ("typ", "\"DPOP+JWT\"", .proofType), ("typ", "\"application/dpop+jwt\"", .proofType),
        ("alg", nil, .proofAlgorithm), ("alg", "\"none\"", .proofAlgorithm), ("alg", "\"HS256\"", .proofAlgorithm),
        ("alg", "\"RS256\"", .proofAlgorithm), ("alg", "\"ES384\"", .proofAlgorithm),
        ("alg", "\"ES256K\"", .proofKeyCurve), ("jwk", nil, .proofKeyMissing), ("jwk", "\"x\"", .proofKeyMissing),
        ("jwk", "{}", .proofKeyCurve), ("jwk", #"{"kty":"oct","k":"AA"}"#, .proofKeyPrivate),
        ("jwk", #"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#, .proofKeyPoint),
        ("jwk", #"{"kty":"EC","crv":"P-256","use":"enc"}"#, .proofKeyPurpose), ("crit", "[\"a\"]", .proofCritical),
        ("b64", "false", .proofCritical), ("kid", "\"ignored\"", nil), ("jku", "\"https://evil.test/keys\"", nil),
        ("x5u", "1", nil),
    ]

    @Test(arguments: headerCases) func checksEachHeaderMember(name: String, json: String?, expected: RefusalReason?) {
        #expect(reason(recipe().header(name, json).signed) == expected, "\(name) = \(json ?? "absent")")
    }

    @Test func hasTheWholeTables() {
        #expect(Self.claimCases.count == 50)
        #expect(Self.headerCases.count == 22)
    }

    @Test func refusesOtherForms() {
        let good = recipe().signed
        let parts = good.split(separator: ".").map(String.init)
        #expect(reason("\(parts[0]).\(parts[1])") == .proofParts)
        #expect(reason("\(good).x.y") == .proofParts)
        #expect(reason("\(good)=") == .proofEncoding)
        #expect(reason("\(parts[0]).\(parts[1]).AAAA") == .proofSignatureLength)
        #expect(reason("\(parts[0]).W10.\(parts[2])") == .proofJSON)
        #expect(reason(good + String(repeating: "A", count: 4097)) == .proofTooLarge)
    }

    @Test func refusesDuplicateMembersAnywhere() {
        let recipe = recipe()
        let header = recipe.headerJSON.dropLast() + #","alg":"ES256"}"#
        let claims = recipe.claimsJSON.dropLast() + #","htu":"\#(Self.url)"}"#
        #expect(reason(recipe.signed(header: String(header), claims: recipe.claimsJSON)) == .proofJSON)
        #expect(reason(recipe.signed(header: recipe.headerJSON, claims: String(claims))) == .proofJSON)
    }

    @Test func theSizeBoundIsExact() {
        func padded(_ length: Int) -> String {
            recipe().claim("pad", "\"\(String(repeating: "a", count: length))\"").signed
        }
        let start = (4096 - padded(0).utf8.count) * 3 / 4 - 3
        let texts = (start..<(start + 8)).map(padded)
        let sizes = texts.map(\.utf8.count)
        #expect(sizes.contains(4096))
        #expect(sizes.contains { (4097...4098).contains($0) })
        for text in texts { #expect(reason(text) == (text.utf8.count <= 4096 ? nil : .proofTooLarge)) }
    }

    @Test func refusesASignatureOfAnotherKey() throws {
        var forged = recipe()
        forged.key = try #require(P256PrivateKey())
        #expect(reason(forged.signed) == .proofSignature)
    }

    @Test func refusesAProofOfAnotherKeyThanTheTokens() throws {
        let stranger = try TestParty()
        let proof = stranger.proof(
            "POST", Self.url, token: token, nonce: nonces.current(now: clock.now), now: clock.now)
        #expect(reason(proof.signed) == .bindingMismatch)
    }

    @Test func aClientWithAWrongClockStillLearnsTheNonce() {
        let early = recipe().claim("iat", "1").claim("nonce", nil)
        #expect(reason(early.signed) == .nonceMissing)
    }

    @Test(
        arguments: [
            ("1749999940", nil), ("1749999939", .proofTooOld), ("1750000030", nil), ("1750000031", .proofFromFuture),
        ] as [(String, RefusalReason?)])
    func withoutNoncesTheWindowIsNarrow(iat: String, expected: RefusalReason?) {
        let plain = ProofVerifier(nonces: nil, audience: TestParty.audience)
        #expect(reason(recipe().claim("iat", iat).claim("nonce", nil).signed, verifier: plain) == expected)
    }

    @Test func aTokenEndpointNeedsNoTokenHash() throws {
        let target = try #require(HTTPTarget(Self.url))
        let call = ProvenCall(method: "POST", target: target, accessToken: nil)
        let screened = try verifier.screen(recipe().claim("ath", nil).signed, for: call, now: clock.now)
        #expect(try verifier.confirmUnbound(screened).thumbprint == party.appKey.publicKey.thumbprint)
    }

    @Test func replayKeysOfDifferentPartsDiffer() {
        let keys = [
            ReplayKey(purpose: "dpop", audience: "a", thumbprint: "t", id: "i"),
            ReplayKey(purpose: "svc", audience: "a", thumbprint: "t", id: "i"),
            ReplayKey(purpose: "dpop", audience: "b", thumbprint: "t", id: "i"),
            ReplayKey(purpose: "dpop", audience: "a", thumbprint: "u", id: "i"),
            ReplayKey(purpose: "dpop", audience: "a", thumbprint: "t", id: "j"),
            ReplayKey(purpose: "dpop", audience: "at", thumbprint: "", id: "i"),
            ReplayKey(purpose: "dpop", audience: "a", thumbprint: "t", id: "\u{E9}"),
            ReplayKey(purpose: "dpop", audience: "a", thumbprint: "t", id: "e\u{301}"),
        ]
        #expect(Set(keys).count == 8)
        #expect(ReplayKey(storedBytes: keys[0].bytes) == keys[0])
        #expect(ReplayKey(storedBytes: [1]) == nil)
    }
}
