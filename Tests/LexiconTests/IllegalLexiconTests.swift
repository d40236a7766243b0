// SPDX-License-Identifier: Apache-2.0

import Lexicon
import StrictJSON
import Testing

/// Lexicons that break one rule each, and where the finding must stand.
enum IllegalLexicons {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let rule: Diagnostic.Rule
        let line: Int
        let column: Int

        init(_ name: String, _ definitions: String, _ rule: Diagnostic.Rule, _ line: Int, _ column: Int) {
            self.init(
                name, document: #"{"lexicon": 1, "id": "com.example.bad", "defs": {\#n"# + definitions + "\n}}", rule,
                line, column)
        }

        init(_ name: String, document: String, _ rule: Diagnostic.Rule, _ line: Int, _ column: Int) {
            self.name = name
            text = document
            self.rule = rule
            self.line = line
            self.column = column
        }

        var testDescription: String { name }
        var set: LexiconSet { LexiconSet(makeFiles([("com.example.bad", text)])) }
    }

    static let refused: [Case] = [
        Case(
            "dangling ref", ##""a": {"type": "object", "properties": {"p": {"type": "ref", "ref": "#b"}}}"##,
            .danglingReference, 2, 68),
        Case(
            "dangling union member",
            ##""a": {"type": "object", "properties": {"p": {"type": "union", "refs": ["#a", "com.example.gone"]}}}"##,
            .danglingReference, 2, 78),
        Case(
            "ref to a token",
            ##""t": {"type": "token"},\##n"a": {"type": "object", "properties": {"p": {"type": "ref", "ref": "#t"}}}"##,
            .referenceTarget, 3, 68),
        Case(
            "union member of type string",
            ##""s": {"type": "string"},\##n"a": {"type": "object", "properties": {"p": {"type": "union", "refs": ["#s"]}}}"##,
            .referenceTarget, 3, 72),
        Case(
            "closed empty union",
            #""a": {"type": "object", "properties": {"p": {"type": "union", "refs": [], "closed": true}}}"#,
            .emptyClosedUnion, 2, 45),
        Case(
            "required names no property",
            #""a": {"type": "object", "required": ["p", "q"], "properties": {"p": {"type": "string"}}}"#, .requiredName,
            2, 43),
        Case(
            "lexicon is no number",
            document: #"{"lexicon": "one", "id": "com.example.bad", "defs": {"a": {"type": "integer"}}}"#, .version, 1,
            13),
        Case("id is no string", document: #"{"lexicon": 1, "id": 2, "defs": {"a": {"type": "integer"}}}"#, .id, 1, 22),
        Case(
            "id is no NSID", document: #"{"lexicon": 1, "id": "one-two-three", "defs": {"a": {"type": "integer"}}}"#,
            .id, 1, 22),
        Case("definition of type unknown", #""a": {"type": "unknown"}"#, .unnameableType, 2, 15),
        Case("definition of type ref", #""a": {"type": "ref", "ref": "com.example.bad#b"}"#, .unnameableType, 2, 15),
        Case(
            "primary type beside main", #""a": {"type": "record", "key": "any", "record": {"type": "object"}}"#,
            .primaryPlace, 2, 6),
    ]

    /// What a later version of the language may bring.
    static let doubtful: [Case] = [
        Case("unknown primary type", #""main": {"type": "gizmo", "key": "any"}"#, .unknownType, 2, 18),
        Case(
            "unknown format", #""a": {"type": "object", "properties": {"p": {"type": "string", "format": "phone"}}}"#,
            .unknownFormat, 2, 74),
        Case(
            "space",
            #""main": {"type": "space", "key": "any", "name": "A space", "collections": ["com.example.thing"]}"#,
            .unknownType, 2, 18),
        Case(
            "space-ref", #""a": {"type": "object", "properties": {"p": {"type": "string", "format": "space-ref"}}}"#,
            .unknownFormat, 2, 74),
    ]
}

@Suite("A3: illegal lexicons are refused with rule and place") struct IllegalLexiconTests {
    @Test(arguments: IllegalLexicons.refused) func refuses(bad: IllegalLexicons.Case) {
        let found = bad.set.diagnostics
        #expect(found.map(\.rule) == [bad.rule], "\(found)")
        #expect(found.first?.severity == .error)
        #expect(found.first?.position == SourcePosition(line: bad.line, column: bad.column), "\(found)")
        #expect(bad.set.hasErrors)
    }

    @Test(arguments: IllegalLexicons.doubtful) func warnsOnce(doubtful: IllegalLexicons.Case) {
        let found = doubtful.set.diagnostics
        #expect(found.map(\.rule) == [doubtful.rule], "\(found)")
        #expect(found.first?.severity == .warning)
        #expect(
            found.first?.position == SourcePosition(line: doubtful.line, column: doubtful.column), "\(found)")
        #expect(doubtful.set.documents.count == 1)
    }

    @Test(arguments: IllegalLexicons.doubtful) func theStrictSwitchRefuses(doubtful: IllegalLexicons.Case) throws {
        let runner = try ToolRunner()
        try runner.makeFile("lex/com/example/bad.json", doubtful.text)
        #expect(try runner.run("lint", "lex").exitCode == 0)
        let strict = try runner.run("lint", "lex", "--strict")
        #expect(strict.exitCode == 1)
        #expect(strict.errors.contains("bad.json:\(doubtful.line):\(doubtful.column): error: "), "\(strict.errors)")
        #expect(strict.errors.contains("[\(doubtful.rule.rawValue)]"))
    }

    @Test func theTablesAreComplete() {
        #expect(IllegalLexicons.refused.count == 12)
        #expect(IllegalLexicons.doubtful.count == 4)
    }

    @Test func allProblemsOfAFileAreFoundInOneRun() {
        let text = ##"""
            {"lexicon": 1, "id": "com.example.bad", "defs": {
            "a": {"type": "object", "required": ["x"], "properties": {"p": {"type": "blub"}}},
            "b": {"type": "unknown"},
            "c": {"type": "query"}
            }}
            """##
        let found = LexiconSet(makeFiles([("com.example.bad", text)])).diagnostics
        #expect(found.map(\.rule) == [.requiredName, .unsupportedType, .unnameableType, .primaryPlace])
        #expect(found.map(\.position.line) == [2, 2, 3, 4])
    }

    @Test func arraysWithoutEndAreRefusedWhereTheyAreDefined() {
        let text = ##"""
            {"lexicon": 1, "id": "com.example.bad", "defs": {
            "a": {"type": "array", "items": {"type": "ref", "ref": "#b"}},
            "b": {"type": "array", "items": {"type": "ref", "ref": "com.example.bad#a"}},
            "c": {"type": "object", "properties": {"p": {"type": "ref", "ref": "#a"}}}
            }}
            """##
        let found = LexiconSet(makeFiles([("com.example.bad", text)])).diagnostics
        #expect(found.map(\.rule) == [.recursiveArray, .recursiveArray])
        #expect(found.map(\.position.line) == [2, 3])
    }
}
