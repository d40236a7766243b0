// SPDX-License-Identifier: Apache-2.0

import Lexicon
import StrictJSON
import Testing

@Suite struct DiagnosticReportTests {
    private static let folder = "/work space/é"
    /// The finding stands behind an emoji, which is four bytes and two UTF-16 units.
    private static let file = LexiconFile(
        relativePath: "a.json", displayPath: "/work space/é/lex/a b.json", bytes: Array("{\n\"😀\": 1}".utf8))
    private static let diagnostics = [
        Diagnostic(
            file: file.displayPath, position: SourcePosition(line: 2, column: 9), severity: .error, rule: .shape,
            message: "say \"no\" \\ and\nnew\tline \u{1} — 漢"),
        Diagnostic(
            file: "/other/b.json", position: SourcePosition(line: 1, column: 1), severity: .warning,
            rule: .unknownMember, message: "x"),
    ]

    private static func rendered(_ format: DiagnosticReport.Format) -> String {
        DiagnosticReport(diagnostics, files: [file], relativeTo: folder).rendered(as: format)
    }

    private static func parsed(_ format: DiagnosticReport.Format) throws -> JSONValue {
        try JSONParser(limits: .file).parse(Array(rendered(format).utf8))
    }

    @Test func textIsOneLineForEachFinding() {
        let text = DiagnosticReport([Self.diagnostics[1], Self.diagnostics[1]]).rendered(as: .text)
        #expect(
            text == "/other/b.json:1:1: warning: x [unknown-member]\n/other/b.json:1:1: warning: x [unknown-member]\n")
    }

    @Test func aReportWithoutFindingsIsStillADocument() throws {
        let report = DiagnosticReport([])
        #expect(report.rendered(as: .text).isEmpty)
        #expect(report.rendered(as: .json) == "[]\n")
        let log = try JSONParser(limits: .file).parse(Array(report.rendered(as: .sarif).utf8))
        #expect(log.object?["runs"]?.array?.first?.object?["results"]?.array?.isEmpty == true)
    }

    @Test func jsonHasEveryFactAndEscapesTheText() throws {
        let array = try #require(Self.parsed(.json).array)
        #expect(array.count == 2)
        let first = try #require(array.first?.object)
        #expect(first.members.map(\.name) == ["file", "line", "column", "severity", "rule", "message"])
        #expect(first["file"]?.string == Self.file.displayPath)
        #expect(first["line"]?.integer == 2)
        #expect(first["column"]?.integer == 9)
        #expect(first["severity"]?.string == "error")
        #expect(first["rule"]?.string == "shape")
        #expect(first["message"]?.string == Self.diagnostics[0].message)
        #expect(Self.rendered(.json).contains(#"say \"no\" \\ and\nnew\tline \u0001 — 漢"#))
    }

    /// The members that the 2.1.0 schema requires, and those that readers of code hosts need.
    @Test func sarifHasWhatItsSchemaRequires() throws {
        let log = try #require(Self.parsed(.sarif).object)
        #expect(log["version"]?.string == "2.1.0")
        #expect(log["$schema"]?.string?.hasSuffix("sarif-2.1.0.json") == true)
        let runs = try #require(log["runs"]?.array)
        #expect(runs.count == 1)
        let run = try #require(runs.first?.object)
        #expect(["utf16CodeUnits", "unicodeCodePoints"].contains(run["columnKind"]?.string))
        let driver = try #require(run["tool"]?.object?["driver"]?.object)
        #expect(driver["name"]?.string == "lexicon-tool")
        let rules = try #require(driver["rules"]?.array).map { $0.object?["id"]?.string }
        #expect(rules == Diagnostic.Rule.allCases.map(\.rawValue))
        let results = try #require(run["results"]?.array)
        #expect(results.count == 2)
        for result in results {
            let result = try #require(result.object)
            #expect(["none", "note", "warning", "error"].contains(result["level"]?.string))
            #expect(result["message"]?.object?["text"]?.string != nil)
            let index = try #require(result["ruleIndex"]?.integer)
            #expect(rules[Int(index)] == result["ruleId"]?.string)
            let locations = try #require(result["locations"]?.array)
            let place = try #require(locations.first?.object?["physicalLocation"]?.object)
            #expect(place["artifactLocation"]?.object?["uri"]?.string?.contains(" ") == false)
            let region = try #require(place["region"]?.object)
            #expect((region["startLine"]?.integer ?? 0) >= 1)
            #expect((region["startColumn"]?.integer ?? 0) >= 1)
        }
    }

    @Test func sarifNamesFilesAsURIsAndCountsColumnsInItsUnits() throws {
        let results = try #require(Self.parsed(.sarif).object?["runs"]?.array?.first?.object?["results"]?.array)
        let places = results.map { $0.object?["locations"]?.array?.first?.object?["physicalLocation"]?.object }
        #expect(
            places.map { $0?["artifactLocation"]?.object?["uri"]?.string } == [
                "lex/a%20b.json", "file:///other/b.json",
            ])
        #expect(places.map { $0?["region"]?.object?["startColumn"]?.integer } == [7, 1])
    }

    @Test func everyRuleHasAnIDOfItsOwn() {
        let ids = Diagnostic.Rule.allCases.map(\.rawValue)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.allSatisfy { $0 == "-" || ($0.isASCII && $0.isLowercase) } })
    }
}
