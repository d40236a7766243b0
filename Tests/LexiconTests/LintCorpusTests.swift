// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import Lexicon
import Testing

@Suite struct LintCorpusTests {
    @Test(.enabled(if: ConformanceData.isAvailable)) func theFindingsInPublishedLexiconsAreTheKnownOnes() throws {
        let set = Corpus.set
        #expect(set.documents.count == 402)
        let findings = LexiconLint().findings(in: set)
        let counts = Dictionary(grouping: findings, by: \.rule).mapValues(\.count)
        #expect(counts == Self.expected)
        #expect(Self.expected.values.reduce(0, +) == 76)
    }

    static let expected: [Diagnostic.Rule: Int] = [
        .unboundedParameter: 15, .unlimitedArray: 15, .unlimitedString: 10, .defaultTrue: 8, .missingDescription: 6,
        .largeUnion: 4, .unlimitedBytes: 3, .requiredDefault: 3, .graphemesWithoutBytes: 2,
        .deprecatedWithoutReplacement: 2, .graphemeRatio: 1, .pageWithoutLimit: 1, .recordAnyKey: 1, .verbMismatch: 1,
        .mainFragment: 1, .nullableOptional: 1, .danglingPermission: 1, .emptyDescription: 1,
    ]
}
