// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import Lexicon
import LexiconCodegen
import StrictJSON
import Testing

@Suite("A2: the interop suite of lexicons", .enabled(if: ConformanceData.isAvailable)) struct InteropLexiconTests {
    private struct Entry {
        let name: String
        let set: LexiconSet
    }

    /// The entries of a file of lexicons, each laid out as a document of its own.
    private static func entries(_ file: String) throws -> [Entry] {
        let content = Data(try ConformanceData.bytes("interop/lexicon/\(file).json"))
        let list = try #require(JSONSerialization.jsonObject(with: content) as? [[String: Any]])
        return try list.map { entry in
            let lexicon = try #require(entry["lexicon"] as? [String: Any])
            let compact = try JSONSerialization.data(withJSONObject: lexicon)
            let id = lexicon["id"] as? String ?? "unnamed"
            let path = id.replacing(".", with: "/") + ".json"
            let formatted = try LexiconFormatter().format(
                LexiconFile(relativePath: path, displayPath: path, bytes: Array(compact)))
            return Entry(
                name: try #require(entry["name"] as? String),
                set: LexiconSet([LexiconFile(relativePath: path, displayPath: path, bytes: formatted)]))
        }
    }

    /// What is wrong with each invalid lexicon, and where in the canonical layout.
    private static let invalid: [(name: String, rule: Diagnostic.Rule, line: Int, column: Int)] = [
        ("invalid lexicon field", .version, 2, 14), ("invalid id field", .id, 3, 9), ("invalid NSID", .id, 3, 9),
        ("defined unknown", .unnameableType, 6, 15), ("defined ref", .unnameableType, 6, 15),
        ("non-main primary", .primaryPlace, 5, 13), ("record missing type object", .shape, 8, 17),
    ]

    @Test func everyInvalidLexiconIsRefusedWithRuleAndPlace() throws {
        let entries = try Self.entries("lexicon-invalid")
        #expect(entries.map(\.name) == Self.invalid.map(\.name))
        #expect(entries.count == 7)
        for (entry, expected) in zip(entries, Self.invalid) {
            #expect(entry.set.hasErrors)
            #expect(entry.set.diagnostics.map(\.rule) == [expected.rule], "\(entry.set.diagnostics)")
            let position = try #require(entry.set.diagnostics.first?.position)
            #expect(position == SourcePosition(line: expected.line, column: expected.column), "\(entry.name)")
            #expect(GeneratorPipeline().generate(entry.set).isEmpty)
        }
    }

    @Test func everyValidLexiconIsTaken() throws {
        let entries = try Self.entries("lexicon-valid")
        #expect(entries.count == 3)
        for entry in entries {
            #expect(entry.set.diagnostics.isEmpty, "\(entry.name): \(entry.set.diagnostics)")
            #expect(GeneratorPipeline().generate(entry.set).count == 2)
        }
    }

    /// The definition that the procedure of the catalog refers to, from another namespace.
    private static let stub = ##"""
        {"lexicon":1,"id":"app.bsky.actor.defs","defs":{
        "preferences":{"type":"array","items":{"type":"union","refs":["#pref"]}},
        "pref":{"type":"object","properties":{"enabled":{"type":"boolean"}}}}}
        """##

    @Test func theWholeCatalogIsTaken() throws {
        let documents = [
            "permissionset": "permission-set", "procedure": "procedure", "query": "query", "record": "record",
            "subscription": "subscription",
        ]
        let files = try documents.map { name, file in
            LexiconFile(
                relativePath: "example/lexicon/\(name).json", displayPath: file,
                bytes: try ConformanceData.bytes("interop/lexicon/catalog/\(file).json"))
        }
        let set = LexiconSet(files + makeFiles([("app.bsky.actor.defs", Self.stub)]))
        #expect(set.diagnostics.isEmpty, "\(set.diagnostics)")
        #expect(set.documents.count == 6)
        #expect(GeneratorPipeline().generate(set).count == 7)
        #expect(LexiconSet(files).diagnostics.map(\.rule) == [.danglingReference])
    }

    @Test func thePublishedLexiconsHaveNoErrors() {
        #expect(Corpus.files.count == Corpus.fileCount)
        #expect(!Corpus.set.hasErrors)
        #expect(Corpus.set.documents.count == Corpus.fileCount)
    }
}
