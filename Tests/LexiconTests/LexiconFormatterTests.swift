// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import Lexicon
import StrictJSON
import Testing

@Suite struct LexiconFormatterTests {
    private static func file(_ text: String) -> LexiconFile {
        LexiconFile(relativePath: "com/example/doc.json", displayPath: "doc.json", bytes: Array(text.utf8))
    }

    private static func formatted(_ text: String) throws -> String {
        String(decoding: try LexiconFormatter().format(file(text)), as: UTF8.self)
    }

    @Test func ordersTheMembersOfTheLanguageAndNotThoseOfTheAuthor() throws {
        let text = #"""
            {"defs":{"z":{"properties":{"b":{"maxLength":9,"type":"string","format":"did"},"a":{"type":"ref","ref":"#z"}},
            "required":["b"],"x-new":[{"b":1,"a":2}],"description":"A thing.","type":"object"},
            "main":{"errors":[{"description":"Gone.","name":"Gone"}],"type":"query",
            "output":{"schema":{"ref":"#z","type":"ref"},"encoding":"application/json"}}},
            "id":"com.example.doc","description":"Text.","revision":2,"lexicon":1}
            """#
        let expected = ##"""
            {
              "lexicon": 1,
              "id": "com.example.doc",
              "revision": 2,
              "description": "Text.",
              "defs": {
                "z": {
                  "type": "object",
                  "description": "A thing.",
                  "required": ["b"],
                  "properties": {
                    "b": {
                      "type": "string",
                      "format": "did",
                      "maxLength": 9
                    },
                    "a": {
                      "type": "ref",
                      "ref": "#z"
                    }
                  },
                  "x-new": [
                    {
                      "b": 1,
                      "a": 2
                    }
                  ]
                },
                "main": {
                  "type": "query",
                  "output": {
                    "encoding": "application/json",
                    "schema": {
                      "type": "ref",
                      "ref": "#z"
                    }
                  },
                  "errors": [
                    {
                      "name": "Gone",
                      "description": "Gone."
                    }
                  ]
                }
              }
            }

            """##
        #expect(try Self.formatted(text) == expected)
    }

    private static let spellings: [String] = [
        #""é — 漢字 👩‍👩‍👧""#, #""é\/\n\"""#, #""\\""#, "1.50", "1E+2", "-0", "9223372036854775807", "0.1e-7", "null",
        "true", "[]", "{}", #""""#,
    ]

    @Test(arguments: spellings) func keepsEverySpelling(of value: String) throws {
        #expect(try Self.formatted("{ \"x\" :\r\n\t\(value) }") == "{\n  \"x\": \(value)\n}\n")
    }

    @Test(arguments: [(68, true), (69, false)]) func breaksAListThatDoesNotFit(length: Int, fits: Bool) throws {
        // The rest of the line is two spaces, the name, the brackets, the quotation marks and room for a comma.
        let item = String(repeating: "x", count: length)
        let list = fits ? "[\"\(item)\"]" : "[\n    \"\(item)\"\n  ]"
        #expect(try Self.formatted("{\"a\":[\"\(item)\"]}") == "{\n  \"a\": \(list)\n}\n")
    }

    private static let refused: [(text: String, rule: Diagnostic.Rule, line: Int)] = [
        ("", .json, 1), ("[]", .shape, 1), ("7", .shape, 1), ("{\n\"a\": 1,\n}", .json, 3),
        ("{\n\"a\":1,\"a\":2}", .json, 2),
        ("\u{FEFF}{}", .json, 1), ("{\"a\": 01}", .json, 1), ("{} {}", .json, 1), ("{\"a\": NaN}", .json, 1),
        ("// a\n{}", .json, 1),
    ]

    @Test(arguments: refused) func refusesWhatIsNotStrictJSON(text: String, rule: Diagnostic.Rule, line: Int) {
        let refusal = #expect(throws: LexiconFormatter.Refusal.self) { try LexiconFormatter().format(Self.file(text)) }
        #expect(refusal?.findings.map(\.rule) == [rule])
        #expect(refusal?.findings.first?.position.line == line, "\(text)")
    }

    @Test func theTablesAreComplete() {
        #expect(Self.spellings.count == 13)
        #expect(Self.refused.count == 10)
    }

    @Test func keepsOnlyTheDefinitionsOfAClosure() throws {
        let text =
            ##"{"lexicon":1,"id":"com.example.doc","defs":{"a":{"type":"object","properties":{"b":{"type":"ref","ref":"#b"}}},"c":{"type":"token"},"b":{"type":"string"}}}"##
        let file = Self.file(text)
        let root = try #require(DefinitionPattern("com.example.doc#a"))
        let closure = DefinitionClosure(of: [root], in: LexiconSet([file]))
        let kept = String(decoding: try LexiconFormatter().format(file, keeping: closure), as: UTF8.self)
        #expect(kept == (try Self.formatted(text.replacing(##""c":{"type":"token"},"##, with: ""))))
    }
}

@Suite(.enabled(if: ConformanceData.isAvailable)) struct CorpusFormatTests {
    @Test func changesNoMeaningAndIsStable() throws {
        #expect(Corpus.files.count == Corpus.fileCount)
        let parser = JSONParser(limits: .file)
        for file in Corpus.files {
            let once = try LexiconFormatter().format(file)
            let again = LexiconFile(relativePath: file.relativePath, displayPath: file.displayPath, bytes: once)
            #expect(try LexiconFormatter().format(again) == once, "\(file.relativePath)")
            #expect(try parser.parse(once).sortedText == parser.parse(file.bytes).sortedText, "\(file.relativePath)")
        }
    }

    @Test func aFormattedCorpusHasTheSameFindings() throws {
        let formatted = try Corpus.files.map { file in
            LexiconFile(
                relativePath: file.relativePath, displayPath: file.displayPath,
                bytes: try LexiconFormatter().format(file))
        }
        #expect(LexiconSet(formatted).diagnostics.map(\.rule) == Corpus.set.diagnostics.map(\.rule))
    }
}

extension JSONValue {
    /// A text that equal values share, whatever the order of their members.
    fileprivate var sortedText: String {
        switch self {
        case .array(let elements): "[" + elements.map(\.sortedText).joined(separator: ",") + "]"
        case .object(let object):
            "{"
                + object.members.map { "\($0.name.debugDescription):\($0.value.sortedText)" }.sorted().joined(
                    separator: ",") + "}"
        case .string(let text): text.debugDescription
        default: "\(self)"
        }
    }
}
