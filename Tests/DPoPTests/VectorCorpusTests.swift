// SPDX-License-Identifier: Apache-2.0

import DPoP
import HostTestSupport
import Testing

/// The public corpus of DPoP requests: `vectors/dpop-*.json`.
@Suite struct VectorCorpusTests {
    static let files: [(name: String, count: Int)] = [
        ("dpop-form", 259), ("dpop-key", 123), ("dpop-claims", 169), ("dpop-target", 118), ("dpop-request", 73),
        ("dpop-token", 201),
    ]
    static let cases = files.flatMap { VectorCorpus.cases($0.name) }

    @Test(arguments: cases) func everyCaseHasItsListedResult(test: VectorCase) throws {
        let server = try #require(VectorServer(test.configuration))
        #expect(server.result(of: test) == test.result)
    }

    @Test(arguments: files) func everyFileIsComplete(name: String, count: Int) throws {
        let file = try VectorCorpus.file(name)
        #expect(file.numberOfCases == count)
        #expect(file.cases.count == count)
    }

    @Test func theCorpusIsLarge() {
        #expect(Self.cases.count == 943)
        #expect(Set(Self.cases.map(\.id)).count == 943)
        #expect(Self.cases.count { $0.result == "accepted" } == 156)
    }

    @Test(arguments: RefusalReason.allCases) func everyReasonOccursButThoseOfOtherParts(reason: RefusalReason) {
        let ofOtherParts: [RefusalReason] = [
            .credentialInURL, .proofRateExceeded, .issuerKeysUnavailable, .replayStoreFull, .replayStoreUnavailable,
            .credentialUnsupported, .tokenInactive, .accountInactive, .accountElsewhere, .introspectionUnavailable,
            .scopesUnavailable, .livenessUnavailable, .identityUnavailable,
        ]
        let occurs = Self.cases.contains { $0.result == reason.rawValue }
        #expect(occurs != ofOtherParts.contains(reason))
    }
}
