// SPDX-License-Identifier: Apache-2.0

import Lexicon
import StrictJSON
import Testing

@Suite struct LexiconSetTests {
    private static func file(_ text: String, path: String = "com/example/thing.json") -> LexiconFile {
        LexiconFile(relativePath: path, displayPath: "/lex/\(path)", bytes: Array(text.utf8))
    }

    /// A document `com.example.thing` with one object definition; `@` in the property is the place of the finding.
    private static func document(property: String, id: String = "com.example.thing") -> String {
        """
        {"lexicon": 1, "id": "\(id)", "defs": {"thing": {"type": "object", "properties": {
        "p": \(property)
        }}}}
        """
    }

    static let properties: [(json: String, rule: Diagnostic.Rule?)] = [
        (#"{"type":"string"}"#, nil), (#"{"type":"boolean","default":true}"#, nil),
        (#"{"type":"integer","minimum":1,"maximum":2,"default":2}"#, nil),
        (#"{"type":"array","items":{"type":"array","items":{"type":"integer"}}}"#, nil),
        (#"{"type":"object"}"#, nil), (##"{"type":"ref","ref":"#thing"}"##, nil),
        (#"{"type":"ref","ref":"com.example.thing#thing"}"#, nil),
        (#"{"type":"string","format":"future"}"#, .unknownFormat),
        (#"{"type":"union","refs":[],"closed":true}"#, .emptyClosedUnion),
        (#"{"type":"blub"}"#, .unsupportedType), (#"{"type":7}"#, .shape), ("{}", .shape), ("7", .shape),
        (#"{"type":"array"}"#, .shape), (#"{"type":"ref"}"#, .shape), (#"{"type":"ref","ref":""}"#, .shape),
        (##"{"type":"ref","ref":"#thang"}"##, .danglingReference),
        (#"{"type":"ref","ref":"com.example.thong#x"}"#, .danglingReference),
        (#"{"type":"integer","minimum":3,"maximum":2}"#, .contradiction),
        (#"{"type":"integer","maximum":2,"default":3}"#, .contradiction),
        (#"{"type":"integer","enum":[1],"default":2}"#, .contradiction), (#"{"type":"integer","minimum":"1"}"#, .shape),
        (#"{"type":"string","minLength":3,"maxLength":2}"#, .contradiction),
        (#"{"type":"string","maxLength":-1}"#, .contradiction),
        (#"{"type":"string","enum":["a"],"default":"b"}"#, .contradiction),
        (#"{"type":"string","knownValues":[1]}"#, .shape), (#"{"type":"boolean","default":1}"#, .shape),
        (#"{"type":"object","required":["x"],"properties":{}}"#, .requiredName),
        (#"{"type":"object","nullable":["x"]}"#, .nullableName), (#"{"type":"object","properties":[]}"#, .shape),
    ]

    @Test(arguments: properties) func judgesEachProperty(json: String, rule: Diagnostic.Rule?) {
        let set = LexiconSet([Self.file(Self.document(property: json))])
        #expect(set.diagnostics.map(\.rule) == (rule.map { [$0] } ?? []), "\(json): \(set.diagnostics)")
        for diagnostic in set.diagnostics { #expect(diagnostic.position.line == 2, "\(diagnostic)") }
        #expect(set.hasErrors == (rule != nil && rule != .unknownFormat))
    }

    static let documents: [(text: String, rule: Diagnostic.Rule)] = [
        ("", .json), ("[]", .shape), (#"{"lexicon":1,"id":"com.example.thing","defs":{},}"#, .json),
        (#"{"lexicon":1,"id":"com.example.thing"}"#, .shape),
        (#"{"lexicon":1,"id":"com.example.thing","defs":{}}"#, .emptyDefinitions),
        (#"{"lexicon":2,"id":"com.example.thing","defs":{"a":{"type":"string"}}}"#, .version),
        (#"{"lexicon":1,"id":"thing","defs":{"a":{"type":"string"}}}"#, .id),
        (#"{"lexicon":1,"id":"com.example.other","defs":{"a":{"type":"string"}}}"#, .path),
        (#"{"lexicon":1,"id":"com.example.thing","defs":{"a#b":{"type":"string"}}}"#, .definitionName),
        (#"{"lexicon":1,"id":"com.example.thing","defs":{"a":{"type":"query"}}}"#, .primaryPlace),
        (
            #"{"lexicon":1,"id":"com.example.thing","defs":{"main":{"type":"query","input":{"encoding":"application/json"}}}}"#,
            .shape
        ),
        (
            #"{"lexicon":1,"id":"com.example.thing","defs":{"main":{"type":"procedure","output":{"encoding":"text/plain; charset=utf-8"}}}}"#,
            .encoding
        ),
        (#"{"lexicon":1,"id":"com.example.thing","defs":{"main":{"type":"procedure","output":{}}}}"#, .shape),
        (
            #"{"lexicon":1,"id":"com.example.thing","defs":{"main":{"type":"procedure","errors":[{"name":"a b"}]}}}"#,
            .shape
        ),
        (
            #"{"lexicon":1,"id":"com.example.thing","defs":{"main":{"type":"procedure","output":{"encoding":"application/json","schema":{"type":"string"}}}}}"#,
            .shape
        ),
        (
            #"{"lexicon":1,"id":"com.example.thing","defs":{"main":{"type":"query","parameters":{"type":"object"}}}}"#,
            .shape
        ),
        (#"{"lexicon":1,"id":"com.example.thing","defs":{"main":{"type":"record"}}}"#, .recordKey),
        (
            #"{"lexicon":1,"id":"com.example.thing","defs":{"main":{"type":"query","output":{"encoding":"application/json","schema":{"type":"ref","ref":"com.example.thing"}}}}}"#,
            .referenceTarget
        ),
    ]

    @Test(arguments: documents) func judgesEachDocument(text: String, rule: Diagnostic.Rule) {
        let set = LexiconSet([Self.file(text)])
        #expect(set.diagnostics.contains { $0.rule == rule && $0.severity == .error }, "\(set.diagnostics)")
        #expect(set.hasErrors)
    }

    @Test func theTablesAreComplete() {
        #expect(Self.properties.count == 30)
        #expect(Self.documents.count == 18)
    }

    @Test func suggestsTheNearestName() {
        let set = LexiconSet([Self.file(Self.document(property: ##"{"type":"ref","ref":"#thang"}"##))])
        #expect(set.diagnostics.first?.message == "com.example.thing has no definition thang; did you mean thing?")
        #expect(
            set.diagnostics.first?.description
                == "/lex/com/example/thing.json:2:26: error: com.example.thing has no definition thang; "
                + "did you mean thing? [dangling-reference]")
    }

    @Test func reportsEveryFindingOfAllFilesAtOnce() {
        let set = LexiconSet([
            Self.file(Self.document(property: "7")),
            Self.file(Self.document(property: "{}"), path: "com/example/a.json"),
            Self.file("x", path: "com/example/b.json"),
        ])
        #expect(set.diagnostics.map(\.rule) == [.path, .shape, .json, .shape])
    }

    @Test func aSecondDocumentOfOneIDIsAnError() {
        let text = Self.document(property: #"{"type":"string"}"#)
        let set = LexiconSet([Self.file(text), Self.file(text)])
        #expect(set.diagnostics.map(\.rule) == [.duplicateID])
    }

    @Test func deepAndLargeInputEndsWithAFindingAndNotWithACrash() {
        let deep =
            String(repeating: #"{"type":"array","items":"#, count: 600) + "1" + String(repeating: "}", count: 600)
        #expect(LexiconSet([Self.file(Self.document(property: deep))]).diagnostics.map(\.rule) == [.json])
        for seed in 0..<200 {
            var bytes = Array(Self.document(property: #"{"type":"string"}"#).utf8)
            bytes[(seed * 7919) % bytes.count] = UInt8(truncatingIfNeeded: seed &* 131)
            _ = LexiconSet([LexiconFile(relativePath: "a.json", displayPath: "a", bytes: bytes)])
        }
    }
}
