// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HostTestSupport
import JOSE
import Testing
import XRPCHost

@Suite struct EntrywayKeyTests {
    private static let pds = "did:web:pds.test"
    private let now = Date(timeIntervalSince1970: 1_750_000_000)
    private let party: TestParty

    init() throws {
        party = try TestParty()
    }

    private func token(age: TimeInterval = 0) -> ProofRecipe {
        party.accessToken(now: now.addingTimeInterval(-age)).claim("aud", "\"\(Self.pds)\"").header("kid", nil)
            .claim("exp", "\(Int(now.timeIntervalSince1970) + 3600)")
    }

    private func verifier(_ keys: [PublicJWK]? = nil) throws -> EntrywayKeyVerifier {
        try EntrywayKeyVerifier(
            issuer: TestParty.issuer, keys: keys ?? [party.issuerKey.publicKey], audiences: [Self.pds])
    }

    private func reason(_ token: ProofRecipe, _ verifier: EntrywayKeyVerifier) async -> RefusalReason? {
        do {
            _ = try await verifier.verify(token.signed, now: now)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(arguments: [(0.0, nil), (900, nil), (901, RefusalReason.tokenTooOld)] as [(TimeInterval, RefusalReason?)])
    func aTokenCountsForFifteenMinutesWhateverItsExpirySays(age: TimeInterval, expected: RefusalReason?) async throws {
        #expect(await reason(token(age: age), try verifier()) == expected)
    }

    @Test func eitherOfTwoPinnedKeysCountsAndNoOther() async throws {
        let other = try #require(P256PrivateKey()).publicKey
        #expect(await reason(token(), try verifier([other, party.issuerKey.publicKey])) == nil)
        #expect(await reason(token(), try verifier([other])) == .tokenSignature)
        #expect(await reason(token().claim("aud", "\"did:web:elsewhere.test\""), try verifier()) == .tokenAudience)
    }

    @Test func unsafeSettingsDoNotStart() throws {
        let key = party.issuerKey.publicKey
        let wrong: [(setting: String, make: () throws -> EntrywayKeyVerifier)] = [
            ("entryway-keys", { try EntrywayKeyVerifier(issuer: "https://a.test", keys: [], audiences: ["x"]) }),
            (
                "entryway-keys",
                { try EntrywayKeyVerifier(issuer: "https://a.test", keys: [key, key, key], audiences: ["x"]) }
            ),
            ("entryway-audiences", { try EntrywayKeyVerifier(issuer: "https://a.test", keys: [key], audiences: []) }),
            ("entryway", { try EntrywayKeyVerifier(issuer: "http://a.test", keys: [key], audiences: ["x"]) }),
            (
                "entryway-max-age-seconds",
                {
                    try EntrywayKeyVerifier(
                        issuer: "https://a.test", keys: [key], audiences: ["x"], maximumAgeSeconds: 901)
                }
            ),
        ]
        for (setting, make) in wrong {
            let error = #expect(throws: HostStartupError.self) { try make() }
            #expect(error?.setting == setting)
        }
    }
}
