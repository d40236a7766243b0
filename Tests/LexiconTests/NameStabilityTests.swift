// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import Lexicon
import Testing

@testable import LexiconCodegen

@Suite("B7: names are unique and do not depend on other lexicons") struct NameStabilityTests {
    private static func set(_ ids: [String], _ definitions: String) -> LexiconSet {
        LexiconSet(makeFiles(ids.map { ($0, #"{"lexicon":1,"id":"\#($0)","defs":{\#(definitions)}}"#) }))
    }

    /// Every name that a document has in a set: its path, its definitions, its inline types and its members.
    private static func names(of document: LexiconDocument, _ table: NameTable) -> [String] {
        let definitions = document.definitions.map { "\($0.name)=\(table.name(of: $0.name, in: document.id) ?? "")" }
        let sites = document.sites.map { site in
            let type = table.inlineType(document.id, site.pointer) ?? ""
            return "\(site.pointer)=\(type)\(table.members(document.id, site.pointer))"
        }
        return [table.path(of: document.id).joined(separator: ".")] + definitions + sites
    }

    private static func expectStable(_ small: LexiconSet, in large: LexiconSet) {
        let (before, after) = (NameTable(small), NameTable(large))
        for document in small.documents {
            #expect(names(of: document, before) == names(of: document, after), "\(document.id)")
        }
    }

    private static let definitions =
        #""main":{"type":"object","properties":{"app":{"type":"object"},"com":{"type":"union","refs":[]}}},"app":{"type":"object"},"net":{"type":"string","enum":["a"]}"#

    /// Sets of one document, and a document that joins them.
    static let additions: [(before: String, added: String)] = [
        ("com.example.thing", "app.example.thing"), ("com.example.thing", "net.example.thing"),
        ("com.example.thing", "com.example.other"), ("com.example.thing", "com.example.thing.app"),
        ("com.example.thing", "com.example.thing.more"), ("com.example.thing.more", "com.example.thing"),
        ("com.example.app.thing", "app.example.thing"), ("net.com.example", "com.example.net"),
        ("com.ex-ample.thing", "com.exAmple.thing"), ("com.exAmple.thing", "com.ex-ample.thing"),
        ("com.x-1.thing", "com.x1.thing"), ("com.x1.thing", "com.x-1.thing"), ("com.3d.thing", "com.d3.thing"),
        ("com.example.fooBar", "com.example.foo"), ("com.example.string", "com.example.int"),
    ]

    @Test(arguments: additions) func aFurtherLexiconRenamesNothing(before: String, added: String) {
        let small = Self.set([before], Self.definitions)
        Self.expectStable(small, in: Self.set(Array(Set([before, added])), Self.definitions))
    }

    @Test(.enabled(if: ConformanceData.isAvailable)) func partsOfTheCorpusHaveTheNamesOfTheWhole() {
        #expect(Self.additions.count == 15)
        for prefix in ["com/", "app/", "chat/", "tools/", "app/bsky/feed/", "com/atproto/repo/"] {
            Self.expectStable(LexiconSet(Corpus.files.filter { $0.relativePath.hasPrefix(prefix) }), in: Corpus.set)
        }
        for part in 0..<5 {
            let files = Corpus.files.enumerated().filter { $0.offset % 5 == part }.map(\.element)
            Self.expectStable(LexiconSet(files), in: Corpus.set)
        }
    }

    @Test(.enabled(if: ConformanceData.isAvailable)) func everyNameOfTheCorpusIsUniqueInItsScope() {
        let table = NameTable(Corpus.set)
        var types: [String: Int] = [:]
        var count = 0
        for document in Corpus.set.documents {
            types[table.path(of: document.id).joined(separator: "."), default: 0] += 1
            for definition in document.definitions where table.name(of: definition.name, in: document.id) != nil {
                types[table.fullName(of: definition.name, in: document.id), default: 0] += 1
            }
            for site in document.sites {
                let members = table.members(document.id, site.pointer)
                #expect(Set(members).count == members.count, "\(document.id) \(site.pointer)")
                count += members.count
            }
        }
        #expect(types.values.allSatisfy { $0 == 1 })
        #expect(types.count > 402)
        #expect(count > 3000)
        #expect(table.rootAliases.isEmpty)
    }

    @Test func aRootThatAnotherNameHidesHasASecondName() {
        let set = Self.set(["com.example.thing", "app.example.user"], Self.definitions)
        let outputs = GeneratorPipeline().generate(set)
        let registry = outputs.first { $0.fileName == GeneratorPipeline.registryFileName }?.text ?? ""
        #expect(registry.contains("public typealias AppRoot = App\n"))
        #expect(registry.contains("public typealias ComRoot = Com\n"))
        let user = outputs.first { $0.fileName == "app.example.user.swift" }?.text ?? ""
        #expect(user.contains("extension App.Example {"))
        #expect(user.contains(": AppRoot.Example.User."))
    }

    @Test func namesThatMeetInADocumentAreNumbered() {
        var scope = NameScope(reserved: ["String"])
        #expect(
            ["a", "a", "a2", "a", "String", "String", "b"].map { scope.claim($0) } == [
                "a", "a2", "a22", "a3", "String_", "String_2", "b",
            ])
        #expect(scope.isFree("c"))
        #expect(!scope.isFree("a3"))
        #expect(!scope.isFree("String"))
    }
}
