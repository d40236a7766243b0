// SPDX-License-Identifier: Apache-2.0

import Lexicon
import StrictJSON
import Testing

/// A document with one fault and the place where it must be reported.
struct BrokenLexicon: Sendable, CustomTestStringConvertible {
    let rule: Diagnostic.Rule
    let position: SourcePosition
    let files: [LexiconFile]

    init(_ rule: Diagnostic.Rule, _ line: Int, _ column: Int, _ text: String) {
        self.init(rule, line, column, Array(text.utf8))
    }

    init(_ rule: Diagnostic.Rule, _ line: Int, _ column: Int, _ bytes: [UInt8]) {
        self.rule = rule
        position = SourcePosition(line: line, column: column)
        files = [Self.file(bytes)]
    }

    var testDescription: String { "\(rule.rawValue) at \(position.line):\(position.column)" }

    static let all = json + documents + types + references + primaries

    static func file(_ text: String) -> LexiconFile { file(Array(text.utf8)) }

    private static func file(_ bytes: [UInt8]) -> LexiconFile {
        LexiconFile(relativePath: "com/example/thing.json", displayPath: "thing.json", bytes: bytes)
    }

    /// The definition `defs`, which stands on the second line.
    private static func document(_ defs: String) -> String {
        "{\"lexicon\":1,\"id\":\"com.example.thing\",\n\"defs\":{\(defs)}}"
    }

    /// A property, which stands on the third line from column 5.
    static func object(_ property: String, beside: String = "") -> String {
        document("\"thing\":{\"type\":\"object\",\(beside)\"properties\":{\n\"p\":\(property)}}")
    }

    /// The members of `main`, which stand on the third line.
    private static func main(_ members: String) -> String { document("\"main\":{\n\(members)}") }

    private static let json = [
        BrokenLexicon(.json, 1, 1, ""),
        BrokenLexicon(.json, 1, 1, [0xEF, 0xBB, 0xBF] + Array(document("").utf8)),
        BrokenLexicon(.json, 2, 38, document(#""thing":{"type":"token","type":"token"}"#)),
        BrokenLexicon(.json, 2, 33, document(#""thing":{"type":"token",}"#)),
        BrokenLexicon(.json, 2, 34, document(#""thing":{"type":"token"},"#)),
        BrokenLexicon(.json, 3, 21, object(#"{"type":"string\q"}"#)),
        BrokenLexicon(.json, 3, 26, object(#"{"type":"string\uD800"}"#)),
        BrokenLexicon(.json, 3, 6, object("{'type':'string'}")),
        BrokenLexicon(.json, 3, 33, object(#"{"type":"integer","minimum":01}"#)),
        BrokenLexicon(.json, 3, 52, object(#"{"type":"integer","minimum":99999999999999999999}"#)),
        BrokenLexicon(.json, 2, 9, document("// none")),
        BrokenLexicon(.json, 2, 11, document("") + "x"),
    ]

    private static let documents = [
        BrokenLexicon(.shape, 1, 1, "[]"),
        BrokenLexicon(.shape, 1, 1, #"{"lexicon":1,"id":"com.example.thing"}"#),
        BrokenLexicon(.version, 1, 12, document(#""a":{"type":"token"}"#).replacing("1,", with: "2,")),
        BrokenLexicon(.id, 1, 19, document(#""a":{"type":"token"}"#).replacing("com.example.", with: "")),
        BrokenLexicon(.path, 1, 19, document(#""a":{"type":"token"}"#).replacing("thing", with: "thong")),
        BrokenLexicon(.emptyDefinitions, 2, 8, document("")),
        BrokenLexicon(.definitionName, 2, 15, document(#""a#b":{"type":"token"}"#)),
        BrokenLexicon(
            .equivalentName, 2, 37, document("\"\u{e9}\":{\"type\":\"token\"},\"e\u{301}\":{\"type\":\"token\"}")),
        BrokenLexicon(
            .nameLength, 2, 8, document("\"\(String(repeating: "a", count: 1021))\":{\"type\":\"token\"}")),
        BrokenLexicon(.recursiveArray, 2, 13, document(##""a":{"type":"array","items":{"type":"ref","ref":"#a"}}"##)),
        BrokenLexicon(.shape, 2, 13, document(#""a":7"#)),
        BrokenLexicon(.shape, 2, 13, document(#""a":{}"#)),
        BrokenLexicon(.primaryPlace, 2, 13, document(#""a":{"type":"query"}"#)),
        BrokenLexicon(.unnameableType, 2, 21, document(#""a":{"type":"union","refs":[]}"#)),
        BrokenLexicon(.unknownType, 2, 21, document(#""a":{"type":"space"}"#)),
        BrokenLexicon(.unknownMember, 2, 39, document(#""a":{"type":"token","default":1}"#)),
        BrokenLexicon(
            .duplicateID, 1, 19, [document(#""a":{"type":"token"}"#), document(#""a":{"type":"token"}"#)]),
    ]

    private static let types = [
        BrokenLexicon(.unsupportedType, 3, 13, object(#"{"type":"number"}"#)),
        BrokenLexicon(.unsupportedType, 3, 37, object(#"{"type":"array","items":{"type":"token"}}"#)),
        BrokenLexicon(.shape, 3, 33, object(#"{"type":"integer","minimum":1.5}"#)),
        BrokenLexicon(.shape, 3, 5, object(#"{"type":"array"}"#)),
        BrokenLexicon(
            .reservedName, 3, 9, object("").replacing(#""p":"#, with: ##""$type":{"type":"boolean"}"##)),
        BrokenLexicon(.contradiction, 3, 33, object(#"{"type":"integer","minimum":3,"maximum":2}"#)),
        BrokenLexicon(.contradiction, 3, 45, object(#"{"type":"string","enum":["a"],"default":"b"}"#)),
        BrokenLexicon(.contradiction, 3, 34, object(#"{"type":"string","maxLength":-1}"#)),
        BrokenLexicon(.constantWithDefault, 3, 46, object(#"{"type":"boolean","const":true,"default":true}"#)),
        BrokenLexicon(.requiredName, 2, 46, object(#"{"type":"boolean"}"#, beside: #""required":["q"],"#)),
        BrokenLexicon(.nullableName, 2, 50, object(#"{"type":"boolean"}"#, beside: #""nullable":["p","q"],"#)),
        BrokenLexicon(.repeated, 2, 50, object(#"{"type":"boolean"}"#, beside: #""required":["p","p"],"#)),
        BrokenLexicon(.unknownFormat, 3, 31, object(#"{"type":"string","format":"dit"}"#)),
    ]

    private static let references = [
        BrokenLexicon(.referenceSyntax, 3, 25, object(#"{"type":"ref","ref":"com.example.a#b#c"}"#)),
        BrokenLexicon(.danglingReference, 3, 25, object(##"{"type":"ref","ref":"#gone"}"##)),
        BrokenLexicon(.danglingReference, 3, 25, object(#"{"type":"ref","ref":"com.example.gone"}"#)),
        BrokenLexicon(
            .referenceTarget, 2, 78,
            document(##""t":{"type":"token"},"a":{"type":"array","items":{"type":"ref","ref":"#t"}}"##)),
        BrokenLexicon(
            .referenceTarget, 2, 84,
            document(##""t":{"type":"boolean"},"a":{"type":"array","items":{"type":"union","refs":["#t"]}}"##)),
        BrokenLexicon(.emptyClosedUnion, 3, 5, object(#"{"type":"union","refs":[],"closed":true}"#)),
        BrokenLexicon(.repeated, 3, 38, object(##"{"type":"union","refs":["#thing","#thing"]}"##)),
    ]

    private static let primaries = [
        BrokenLexicon(
            .parameterType, 3, 64,
            main(#""type":"query","parameters":{"type":"params","properties":{"p":{"type":"blob"}}}"#)),
        BrokenLexicon(.encoding, 3, 37, main(#""type":"query","output":{"encoding":"text"}"#)),
        BrokenLexicon(.shape, 3, 26, main(#""type":"query","errors":[{"name":"A b"}]"#)),
        BrokenLexicon(.shape, 3, 24, main(#""type":"query","input":{"encoding":"text/plain"}"#)),
        BrokenLexicon(
            .recordKey, 3, 23, main(#""type":"record","key":"uuid","record":{"type":"object","properties":{}}"#)),
        BrokenLexicon(
            .permission, 3, 40,
            main(
                #""type":"permission-set","permissions":[{"type":"permission","resource":"rpc","lxm":["com.example.a"]}]"#
            )),
        BrokenLexicon(
            .unknownResource, 3, 72,
            main(#""type":"permission-set","permissions":[{"type":"permission","resource":"moon"}]"#)),
    ]

    private init(_ rule: Diagnostic.Rule, _ line: Int, _ column: Int, _ texts: [String]) {
        self.rule = rule
        position = SourcePosition(line: line, column: column)
        files = texts.map(Self.file)
    }
}
