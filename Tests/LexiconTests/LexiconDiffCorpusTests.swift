// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import Lexicon
import StrictJSON
import Testing

@Suite(.enabled(if: ConformanceData.isAvailable)) struct LexiconDiffCorpusTests {
    /// Repeatable numbers (SplitMix64).
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static func json(_ file: LexiconFile) throws -> JSONValue {
        try JSONParser(limits: .file).parse(file.bytes)
    }

    private static func file(_ file: LexiconFile, _ content: JSONValue) -> LexiconFile {
        LexiconFile(
            relativePath: file.relativePath, displayPath: file.displayPath, bytes: Array(content.text.utf8))
    }

    @Test func publishedLexiconsDoNotDifferFromThemselves() throws {
        let set = Corpus.set
        #expect(set.documents.count == 402)
        #expect(LexiconDiff(from: set, to: set).changes.isEmpty)
    }

    @Test func everyRandomEditOfAPublishedLexiconIsReported() throws {
        let files = Corpus.files
        var generator = Seeded(state: 402)
        var counts: [LexiconMutation.Kind: Int] = [:]
        for _ in 0..<1_200 {
            let kind = try #require(LexiconMutation.Kind.allCases.randomElement(using: &generator))
            let file = try #require(files.randomElement(using: &generator))
            let mutations = LexiconMutation.all(of: try Self.json(file)).filter { $0.kind == kind }
            guard let mutation = mutations.randomElement(using: &generator) else { continue }
            counts[mutation.kind, default: 0] += 1
            let (old, new) = (LexiconSet([file]), LexiconSet([Self.file(file, mutation.result)]))
            #expect(new.documents.count == 1, "\(kind) of \(file.relativePath): \(new.diagnostics)")
            let changes = LexiconDiff(from: old, to: new).changes
            #expect(!changes.isEmpty, "\(kind) of \(file.relativePath): \(mutation.result.text)")
        }
        #expect(counts.values.reduce(0, +) >= 500)
        #expect(Set(counts.keys) == Set(LexiconMutation.Kind.allCases), "\(counts)")
    }

    @Test func anEditIsReportedOnlyInItsOwnDocument() throws {
        let files = Corpus.files
        let old = LexiconSet(files)
        var generator = Seeded(state: 7)
        for _ in 0..<5 {
            let position = Int.random(in: files.indices, using: &generator)
            let mutations = LexiconMutation.all(of: try Self.json(files[position]))
            let mutation = try #require(mutations.randomElement(using: &generator))
            var edited = files
            edited[position] = Self.file(files[position], mutation.result)
            let changes = LexiconDiff(from: old, to: LexiconSet(edited)).changes
            #expect(Set(changes.map(\.document)) == [files[position].expectedID], "\(mutation.kind)")
        }
    }

    @Test func documentsWithNothingInCommonCanBeCompared() throws {
        let files = Corpus.files
        let values = try files.map(Self.json)
        for position in files.indices {
            let file = files[position]
            let other = values[(position + 1) % values.count].setting("id", to: .string(file.expectedID))
            let (old, new) = (LexiconSet([file]), LexiconSet([Self.file(file, other)]))
            #expect(!LexiconDiff(from: old, to: new).changes.isEmpty)
            #expect(!LexiconDiff(from: new, to: old).changes.isEmpty)
        }
    }

    @Test func aSetThatIsGoneOrNewIsReportedDefinitionByDefinition() throws {
        let set = Corpus.set
        let gone = LexiconDiff(from: set, to: LexiconSet([])).changes
        #expect(gone.count == 850)
        #expect(gone.count { $0.rule == .tokenRemoved } == 76)
        #expect(gone.count { $0.verdict == .breaking } == 774)
        let new = LexiconDiff(from: LexiconSet([]), to: set)
        #expect(new.changes.count == 850 && !new.isBreaking)
    }
}
