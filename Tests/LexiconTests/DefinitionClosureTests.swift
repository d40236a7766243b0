// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import Lexicon
import Testing

@Suite struct DefinitionClosureTests {
    private static let set = LexiconSet(
        makeFiles([
            (
                "com.example.read",
                ##"{"lexicon":1,"id":"com.example.read","defs":{"main":{"type":"query","output":{"encoding":"application/json","schema":{"type":"ref","ref":"#page"}}},"page":{"type":"object","properties":{"items":{"type":"array","items":{"type":"union","refs":["com.example.defs#item","#page"]}}}},"unused":{"type":"string"}}}"##
            ),
            (
                "com.example.defs",
                ##"{"lexicon":1,"id":"com.example.defs","defs":{"item":{"type":"object","properties":{"kind":{"type":"string","knownValues":["com.example.defs#big","com.example.defs#label","com.example.gone#x","#big","plain"]},"label":{"type":"ref","ref":"#label"}}},"label":{"type":"string"},"big":{"type":"token"},"other":{"type":"object","properties":{}}}}"##
            ),
            ("com.example.kind", #"{"lexicon":1,"id":"com.example.kind","defs":{"main":{"type":"token"}}}"#),
        ]))

    private static func closure(_ roots: String..., reach: DefinitionClosure.Reach = .data) -> DefinitionClosure {
        DefinitionClosure(of: roots.compactMap(DefinitionPattern.init), in: set, reach: reach)
    }

    private static let patterns: [(text: String, selected: [String]?)] = [
        ("com.example.read", ["com.example.read"]), ("com.example.read#main", ["com.example.read"]),
        ("com.example.defs#item", ["com.example.defs#item"]),
        ("com.example.*", ["com.example.kind", "com.example.read"]), ("*", ["com.example.kind", "com.example.read"]),
        (
            "com.example.defs#*",
            ["com.example.defs#big", "com.example.defs#item", "com.example.defs#label", "com.example.defs#other"]
        ),
        ("com.example.*#label", ["com.example.defs#label"]), ("com.example.defs", []), ("com.example.gone", []),
        ("com.example.defs#gone", []), ("com.example.rea.*", []), ("", nil), ("com", nil), ("#item", nil),
        ("com.example.defs#", nil), ("com.example.defs#a#b", nil), ("com.example.re*", nil), ("com.*.read", nil),
        ("*.example", nil), ("com..*", nil),
    ]

    @Test(arguments: patterns) func readsEachPattern(text: String, selected: [String]?) {
        let pattern = DefinitionPattern(text)
        #expect(pattern?.definitions(in: Self.set).map(\.description) == selected, "\(text)")
        #expect(pattern == nil || pattern?.description == text)
    }

    @Test func theTableOfPatternsIsComplete() { #expect(Self.patterns.count == 20) }

    @Test func followsRefsAndUnionsAndNothingElse() {
        let closure = Self.closure("com.example.read")
        #expect(Self.set.diagnostics.isEmpty)
        #expect(
            closure.members.map(\.description) == [
                "com.example.defs#item", "com.example.defs#label", "com.example.read", "com.example.read#page",
            ])
        #expect(closure.count == 4)
        #expect(!closure.contains(DefinitionID(document: "com.example.defs", name: "big")))
    }

    @Test func followsTokensWhereItIsAskedTo() {
        let closure = Self.closure("com.example.defs#item", reach: .dataAndTokens)
        #expect(
            closure.members.map(\.description) == [
                "com.example.defs#big", "com.example.defs#item", "com.example.defs#label",
            ])
    }

    @Test func explainsEachMemberByAShortestChain() {
        let closure = Self.closure("com.example.read", "com.example.defs#label")
        let why = { (name: String) in
            closure.why(DefinitionID(document: "com.example.defs", name: name)).map(\.description)
        }
        #expect(why("label") == ["com.example.defs#label"])
        #expect(why("item") == ["com.example.read", "com.example.read#page", "com.example.defs#item"])
        #expect(why("other").isEmpty)
        #expect(
            Self.closure("com.example.read").why(DefinitionID(document: "com.example.defs", name: "label")).count == 4)
    }

    @Test func namesTheRootsThatSelectNothing() {
        let closure = Self.closure("com.example.gone", "com.example.kind", "org.example.*")
        #expect(closure.unmatchedRoots.map(\.description) == ["com.example.gone", "org.example.*"])
        #expect(closure.members.map(\.description) == ["com.example.kind"])
    }

    @Test func aFilteredSetHasTheMembersOnlyAndKeepsFilesAndFindings() throws {
        let files = makeFiles([("com.example.broken", "{")])
        let set = LexiconSet(Self.set.documents.compactMap(Self.set.file(of:)) + files)
        let roots = [try #require(DefinitionPattern("com.example.read"))]
        let filtered = set.filtered(to: DefinitionClosure(of: roots, in: set))
        #expect(filtered.documents.map(\.id) == ["com.example.defs", "com.example.read"])
        #expect(filtered.documents.map { $0.definitions.map(\.name) } == [["item", "label"], ["main", "page"]])
        #expect(filtered.document("com.example.kind") == nil)
        let read = try #require(filtered.document("com.example.read"))
        #expect(filtered.file(of: read)?.relativePath == "com/example/read.json")
        #expect(filtered.diagnostics == set.diagnostics)
        #expect(filtered.hasErrors)
        #expect(
            filtered.documents.flatMap(\.sites).flatMap(\.type.ownReferences).allSatisfy {
                filtered.target(of: $0) != nil
            })
    }
}

@Suite(.enabled(if: ConformanceData.isAvailable)) struct CorpusClosureTests {
    private static let counts: [(root: String, data: Int, dataAndTokens: Int)] = [
        ("com.atproto.repo.createRecord", 2, 2), ("app.bsky.feed.getTimeline", 57, 63), ("com.atproto.*", 128, 175),
        ("com.atproto.*#*", 141, 181),
    ]

    @Test(arguments: counts) func countsWhatARootNeeds(root: String, data: Int, dataAndTokens: Int) throws {
        let roots = [try #require(DefinitionPattern(root))]
        #expect(DefinitionClosure(of: roots, in: Corpus.set).count == data)
        #expect(DefinitionClosure(of: roots, in: Corpus.set, reach: .dataAndTokens).count == dataAndTokens)
    }

    @Test func everyMemberIsExplainedFromARootByLinksThatExist() throws {
        let root = try #require(DefinitionPattern("app.bsky.feed.getTimeline"))
        let closure = DefinitionClosure(of: [root], in: Corpus.set)
        for member in closure.members {
            let chain = closure.why(member)
            #expect(chain.first?.description == root.description)
            #expect(chain.last == member)
            for (from, to) in zip(chain, chain.dropFirst()) {
                let definition = try #require(Corpus.set.document(from.document)?.definition(from.name))
                #expect(definition.sites.flatMap(\.type.ownReferences).map(\.target).contains(to))
            }
        }
    }

    @Test func aFilteredCorpusHasNoLooseEnds() throws {
        #expect(Corpus.files.count == Corpus.fileCount)
        let root = try #require(DefinitionPattern("com.atproto.*"))
        let filtered = Corpus.set.filtered(to: DefinitionClosure(of: [root], in: Corpus.set))
        #expect(filtered.documents.reduce(0) { $0 + $1.definitions.count } == 128)
        #expect(
            filtered.documents.flatMap(\.sites).flatMap(\.type.ownReferences).allSatisfy {
                filtered.target(of: $0) != nil
            })
    }
}
