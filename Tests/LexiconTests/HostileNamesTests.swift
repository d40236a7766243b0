// SPDX-License-Identifier: Apache-2.0

import Lexicon
import LexiconCodegen
import StrictJSON
import Testing

@Suite struct HostileNamesTests {
    private static func generate(_ id: String, _ definitions: String) -> [String: String] {
        let files = makeFiles([(id: id, text: #"{"lexicon":1,"id":"\#(id)","defs":{\#(definitions)}}"#)])
        let outputs = GeneratorPipeline().generate(LexiconSet(files))
        return Dictionary(outputs.map { ($0.fileName, $0.text) }) { first, _ in first }
    }

    static let definitions: [(id: String, definitions: String, expected: String)] = [
        // A name cannot end a comment.
        (
            "com.example.doc",
            #""a":{"type":"object","properties":{"b\nlet c = 1":{"type":"boolean","default":true}}}"#,
            "/// The field `b let c = 1`, or its default where it is absent.\n"
        ),
        ("com.example.doc", #""a\r\nb":{"type":"token"}"#, "    /// The token `com.example.doc#a  b`.\n"),
        ("com.example.doc", #""a":{"type":"token","description":"x\u0000\u0007y\u001b"}"#, "    /// x  y \n"),
        (
            "com.example.doc", #""a":{"type":"token","description":"Deprecated.\nDeprecated."}"#,
            "        /// - Warning: Deprecated.\n        /// Deprecated.\n"
        ),
        // The accessor of a default is a name like any other.
        (
            "com.example.doc",
            #""a":{"type":"object","properties":{"b":{"type":"integer","default":1},"bOrDefault":{"type":"string"}}}"#,
            "public var bOrDefault2: Int { self.b ?? 1 }\n"
        ),
        // A type that is called like its outermost namespace hides it, so the namespace gets a second name.
        ("self.example.doc", #""self":{"type":"token"}"#, "public enum Self_ {\n"),
        ("swift.example.doc", #""swift":{"type":"token"},"swift_":{"type":"token"}"#, "public enum Swift_2 {\n"),
        ("com.example.doc", #""lexiconRegistry":{"type":"token"}"#, "public enum LexiconRegistry_ {\n"),
        ("lexiconRegistry.example.doc", #""a":{"type":"token"}"#, "extension LexiconRegistry_.Example {\n"),
        // An array of arrays by reference has an end.
        (
            "com.example.doc",
            ##""a":{"type":"array","items":{"type":"ref","ref":"#b"}},"b":{"type":"array","items":{"type":"unknown"}}"##,
            "public typealias A = [[LexObject]]\n"
        ),
    ]

    @Test(arguments: definitions) func generatedNamesAndCommentsStayApart(
        id: String, definitions: String, expected: String
    ) {
        let files = Self.generate(id, definitions)
        #expect(files["\(id).swift"]?.contains(expected) == true, "\(files)")
        for text in files.values {
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F })
        }
    }

    @Test func thereAreTenCases() { #expect(Self.definitions.count == 10) }

    @Test(arguments: [
        (GeneratorOptions.Access.public, "public"), (.package, "internal"), (.internal, "internal"),
    ]) func aFileOfListedValuesImportsTheRuntimeOnlyAsFarAsItNeeds(access: GeneratorOptions.Access, level: String) {
        let values = #""a":{"type":"string","enum":["x"]}"#
        let set = LexiconSet(makeFiles([(id: "a.b.c", text: #"{"lexicon":1,"id":"a.b.c","defs":{\#(values)}}"#)]))
        let outputs = GeneratorPipeline(options: GeneratorOptions(access: access)).generate(set)
        #expect(outputs.first?.text.contains("@_spi(Generated) \(level) import XRPCCore\n") == true, "\(outputs)")
    }

    @Test func aSubscriptionWithoutMessagesHasAnOpenUnion() {
        let files = Self.generate("com.example.doc", #""main":{"type":"subscription"}"#)
        let text = files["com.example.doc.swift"] ?? ""
        #expect(text.contains("message: Message.schema"), "\(text)")
        #expect(text.contains("public enum Message: LexUnion, Hashable {"), "\(text)")
        #expect(text.contains("public static let schema = UnionSchema.open([])"), "\(text)")
    }

    @Test func aFindingIsOneLineOfText() {
        let files = makeFiles([
            (
                id: "com.example.doc",
                text: #"{"lexicon":1,"id":"com.example.doc","a\nb\r\n\u001b[0m":1,"defs":{"a":{"type":"token"}}}"#
            )
        ])
        let set = LexiconSet(files)
        #expect(set.diagnostics.map(\.rule) == [.unknownMember])
        let text = DiagnosticReport(set.diagnostics, files: files).rendered(as: .text)
        #expect(text.hasSuffix("a b   [0m means nothing here [unknown-member]\n"), "\(text)")
    }

    @Test func theColumnOfBrokenJSONCountsBytes() {
        let files = makeFiles([(id: "com.example.doc", text: "{\"lexicon\": 1,\n\"é\":: 1}")])
        let set = LexiconSet(files)
        #expect(set.diagnostics.map(\.position) == [SourcePosition(line: 2, column: 6)])
    }

    @Test(arguments: [#"caf\u00e9"#, "\u{301}x", "x\u{600}", #"a\/b"#]) func aClosureKeepsDefinitionsWithUnusualNames(
        name: String
    ) throws {
        let text =
            #"{"lexicon":1,"id":"com.example.doc","d\u0065fs":{"\#(name)":{"type":"string"},"b":{"type":"token"}}}"#
        let file = try #require(makeFiles([(id: "com.example.doc", text: text)]).first)
        let all = try #require(DefinitionPattern("com.example.doc#*"))
        let formatter = LexiconFormatter()
        let set = LexiconSet([file])
        #expect(try formatter.format(file, keeping: DefinitionClosure(of: [all], in: set)) == formatter.format(file))
        let token = try #require(DefinitionPattern("com.example.doc#b"))
        let kept = try formatter.format(file, keeping: DefinitionClosure(of: [token], in: set))
        #expect(!String(decoding: kept, as: UTF8.self).contains("string"))
    }

    @Test func findingsBeyondTheLimitAreCounted() {
        let members = (0..<700).map { "\"x\($0)\":0" }.joined(separator: ",")
        let set = LexiconSet(HostileFiles.lexicon(#""a":{"type":"token",\#(members)}"#))
        #expect(set.diagnostics.count == 501)
        #expect(set.diagnostics.first?.rule == .tooManyFindings)
        #expect(set.diagnostics.first?.message == "200 more of severity warning are not listed")
        #expect(!set.hasErrors)
    }
}
