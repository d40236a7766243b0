// SPDX-License-Identifier: Apache-2.0

import Lexicon
import LexiconCodegen
import Testing

@Suite struct GeneratorTests {
    private static func generate(_ documents: [(path: String, text: String)]) -> [String: String] {
        let files = documents.map {
            LexiconFile(relativePath: $0.path, displayPath: $0.path, bytes: Array($0.text.utf8))
        }
        let outputs = GeneratorPipeline().generate(LexiconSet(files))
        return Dictionary(uniqueKeysWithValues: outputs.map { ($0.fileName, $0.text) })
    }

    private static func object(_ id: String, _ properties: String) -> (path: String, text: String) {
        (
            id.split(separator: ".").joined(separator: "/") + ".json",
            #"{"lexicon":1,"id":"\#(id)","defs":{"thing":{"type":"object","required":["r"],"properties":{"r":{"type":"string"},\#(properties)}}}}"#
        )
    }

    @Test(arguments: [
        (#""a":{"type":"integer","default":5}"#, "public var aOrDefault: Int { self.a ?? 5 }\n"),
        (#""a":{"type":"integer"}"#, "public var a: Int?\n"), (#""a":{"type":"boolean"}"#, "public var a: Bool?\n"),
        (#""a":{"type":"string","format":"did"}"#, "public var a: DID?\n"),
        (#""a":{"type":"string","format":"datetime"}"#, "public var a: Datetime?\n"),
        (#""a":{"type":"array","items":{"type":"string","format":"nsid"}}"#, "public var a: [NSID]?\n"),
        (##""a":{"type":"ref","ref":"#thing"}"##, "public var a: Com.Example.Doc.Thing?\n"),
        (#""class":{"type":"string"}"#, "public var `class`: String?\n"),
        (#""cid-link":{"type":"string"}"#, "public var cidLink: String?\n"),
        (#""1st":{"type":"string"}"#, "public var _1st: String?\n"),
        (#""schema":{"type":"string"}"#, "public var schema_: String?\n"),
        (#""a-b":{"type":"string"},"aB":{"type":"string"}"#, "public var aB2: String?\n"),
        (#""a":{"type":"string","default":"q\"\\\n"}"#, #"{ self.a ?? "q\"\\\u{a}" }"#),
        (#""a":{"type":"object","properties":{}}"#, "public struct A: LexStruct, Hashable {"),
    ])
    func rendersEachProperty(properties: String, expected: String) throws {
        // A by-value cycle cannot compile; only the name is looked at here.
        let files = Self.generate([Self.object("com.example.doc", properties)])
        let text = try #require(files["com.example.doc.swift"])
        #expect(text.contains(expected), "\(text)")
    }

    @Test func escapesWhatAuthorsWrite() throws {
        let text =
            #"{"lexicon":1,"id":"com.example.doc","defs":{"main":{"type":"query","description":"a */ b\nsecond `line`\r\nthird","errors":[{"name":"Bad\"Name"}]}}}"#
        let files = Self.generate([("com/example/doc.json", text)])
        let source = try #require(files["com.example.doc.swift"])
        #expect(source.contains("    /// a */ b\n    /// second `line`\n    /// third\n"))
        #expect(source.contains(#"errors: ["Bad\"Name"]"#))
    }

    @Test func namesThatMeetAreToldApart() {
        let text = { (id: String) in #"{"lexicon":1,"id":"\#(id)","defs":{"main":{"type":"query"}}}"# }
        let files = Self.generate([
            ("com/ex-ample/doc.json", text("com.ex-ample.doc")), ("com/exAmple/doc.json", text("com.exAmple.doc")),
            ("com/exAmple/doc/more.json", text("com.exAmple.doc.more")),
        ])
        #expect(files["com.ex-ample.doc.swift"]?.contains("extension Com.Ex_ample {") == true)
        #expect(files["com.exAmple.doc.swift"]?.contains("extension Com.ExAmple {") == true)
        #expect(files["com.exAmple.doc.more.swift"]?.contains("extension Com.ExAmple.Doc {") == true)
        #expect(files["LexiconRegistry.swift"]?.contains("enum Doc") == false)
    }

    @Test func theOrderOfFilesDoesNotMatter() {
        let documents = [Self.object("com.example.a", ""), Self.object("com.example.b", "")].map {
            (path: $0.path, text: $0.text.replacing(",}}}", with: "}}}"))
        }
        #expect(Self.generate(documents) == Self.generate(documents.reversed()))
        #expect(Self.generate(documents).count == 3)
    }

    @Test func nothingIsGeneratedFromASetWithErrors() {
        #expect(Self.generate([("com/example/doc.json", "{}")]).isEmpty)
    }

    @Test func theFileNameOfALexiconIsKnownBeforeItIsRead() {
        #expect(GeneratorPipeline.fileName(forLexiconAt: "com/example/read.json") == "com.example.read.swift")
    }
}
