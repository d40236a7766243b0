// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HostTestSupport
import JOSE
import Testing

/// No instant exists at which a used proof is accepted again: it is remembered at least as long as it could pass.
@Suite struct ReplayWindowTests {
    private static let url = "https://host.test/xrpc/app.example.read"
    private static let seeds: [UInt64] = Array(1...40)
    private let party: TestParty

    init() throws { party = try TestParty() }

    private struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private func verifier(withNonces: Bool) throws -> ProofVerifier {
        let key = NonceIssuer.Key(id: 1, secret: [UInt8](repeating: 3, count: 32))
        let nonces = try #require(NonceIssuer(keys: [key], audience: "a"))
        return ProofVerifier(nonces: withNonces ? nonces : nil, audience: "a")
    }

    private func accepted(_ text: String, _ verifier: ProofVerifier, at now: Date) throws -> VerifiedProof? {
        let call = ProvenCall(method: "GET", target: try #require(HTTPTarget(Self.url)), accessToken: nil)
        guard let screened = try? verifier.screen(text, for: call, now: now) else { return nil }
        return try? verifier.confirmUnbound(screened)
    }

    /// Random `iat`, first use and later uses, with fractions of seconds and steps to each edge.
    @Test(arguments: seeds, [true, false])
    func aUsedProofIsNeverAcceptedAgain(seed: UInt64, withNonces: Bool) throws {
        var random = Random(state: seed)
        let verifier = try verifier(withNonces: withNonces)
        let store = InMemoryReplayStore()
        let start = 1_750_000_000 + Double.random(in: 0..<600, using: &random)
        let past = withNonces ? 300.0 : 60
        let future = withNonces ? 300.0 : 30
        let issued = start + Double.random(in: -past...future, using: &random)
        let now = Date(timeIntervalSince1970: start)
        let proof = party.proof("GET", Self.url, token: nil, nonce: verifier.nonces?.current(now: now), now: now)
            .claim("iat", "\(issued)").signed
        guard let first = try accepted(proof, verifier, at: now) else { return }
        let instant = ContinuousClock.now
        #expect(store.reserve(first.reservation, now: now, at: instant) == .fresh)
        let handling = Double(ProofLifetimes.longestHandlingSeconds)
        let edges = [issued + past, issued + past + 1, first.reservation.until.timeIntervalSince1970, start + 0.001]
        let times =
            edges.flatMap { [$0 - 0.001, $0, $0 + 0.001] }
            + (0..<20).map { _ in start + Double.random(in: 0..<800, using: &random) }
        for time in times.sorted() where time >= start {
            let later = Date(timeIntervalSince1970: time)
            guard let again = try accepted(proof, verifier, at: later) else { continue }
            // Other servers and a slow body take their time, while other requests make the store clean up.
            for delay in [0, Double.random(in: 0...handling, using: &random), handling] {
                let reserved = later.addingTimeInterval(delay)
                #expect(again.reservation.until >= reserved, "forgotten at \(time) + \(delay), issued \(issued)")
                let moment = instant + .seconds(time + delay - start)
                #expect(store.reserve(again.reservation, now: reserved, at: moment) == .seen)
            }
        }
    }

    /// The reservation outlives the last second in which `iat` is fresh by a minute less that second, and no more.
    @Test(arguments: [true, false], [-60, -1, 0, 1, 30])
    func aUsedProofIsRememberedAMinuteLongerThanItIsFresh(withNonces: Bool, offset: Int) throws {
        let verifier = try verifier(withNonces: withNonces)
        let now = Date(timeIntervalSince1970: 1_750_000_000)
        let issued = 1_750_000_000 + offset
        let proof = party.proof("GET", Self.url, token: nil, nonce: verifier.nonces?.current(now: now), now: now)
            .claim("iat", "\(issued)").signed
        let until = try #require(try accepted(proof, verifier, at: now)).reservation.until
        #expect(until == Date(timeIntervalSince1970: Double(issued + (withNonces ? 360 : 120))))
    }

    static let lifetimes: [(acceptance: Int64, retention: Int64, nonce: Int64, isSound: Bool)] = [
        (301, 331, 300, true), (301, 330, 300, false), (301, 331, 301, false), (61, 91, 0, true), (61, 90, 0, false),
    ]

    @Test(arguments: lifetimes) func lifetimesThatLetAProofBeUsedTwiceAreAFlaw(
        acceptance: Int64, retention: Int64, nonce: Int64, isSound: Bool
    ) {
        let lifetimes = ProofLifetimes(
            acceptanceSeconds: acceptance, retentionSeconds: retention, nonceSeconds: nonce)
        #expect((lifetimes.flaw == nil) == isSound)
        #expect(Self.lifetimes.count == 5)
    }

    @Test(arguments: [(true, 301, 360, 300), (false, 61, 120, 0)] as [(Bool, Int64, Int64, Int64)])
    func theLifetimesOfBothModesAreSound(withNonces: Bool, acceptance: Int64, retention: Int64, nonce: Int64) throws {
        let lifetimes = try verifier(withNonces: withNonces).lifetimes
        #expect(lifetimes.flaw == nil)
        #expect(
            lifetimes
                == ProofLifetimes(acceptanceSeconds: acceptance, retentionSeconds: retention, nonceSeconds: nonce))
    }

    @Test func theSameIdentifierFromTwoKeysIsTwoProofs() async throws {
        let verifier = try verifier(withNonces: false)
        let now = Date(timeIntervalSince1970: 1_750_000_000)
        let store = InMemoryReplayStore()
        for party in [party, try TestParty()] {
            let text = party.proof("GET", Self.url, token: nil, nonce: nil, now: now, id: "same").signed
            let proof = try #require(try accepted(text, verifier, at: now))
            #expect(await store.reserve(proof.reservation, now: now) == .fresh)
            #expect(await store.reserve(proof.reservation, now: now) == .seen)
        }
    }

    /// Each is a proof of its own: nothing is normalized, cut at NUL, or folded.
    @Test func identifiersThatLookAlikeAreDistinct() throws {
        let verifier = try verifier(withNonces: false)
        let now = Date(timeIntervalSince1970: 1_750_000_000)
        let texts = [
            "a", "A", "abcdef", "abcdefghijk", "a\\u0000b", "a", "a\\u0000", "😀", "caf\u{E9}", "cafe\u{301}",
            "K", "\u{212A}", " a", String(repeating: "a", count: 256),
        ]
        let keys = try texts.map { id in
            let text = party.proof("GET", Self.url, token: nil, nonce: nil, now: now).claim("jti", "\"\(id)\"").signed
            return try #require(try accepted(text, verifier, at: now)).reservation.key
        }
        #expect(Set(keys).count == texts.count - 1)  // "a" is there twice
    }
}
