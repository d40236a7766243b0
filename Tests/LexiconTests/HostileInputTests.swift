// SPDX-License-Identifier: Apache-2.0

import Foundation
import Lexicon
import LexiconCodegen
import Testing

@Suite(.serialized) struct HostileInputTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// The rules of the errors that there are; none where code is generated.
        let errors: Set<Diagnostic.Rule>
        let files: @Sendable () -> [LexiconFile]

        init(
            _ description: String, _ errors: Set<Diagnostic.Rule> = [], files: @escaping @Sendable () -> [LexiconFile]
        ) {
            testDescription = description
            self.errors = errors
            self.files = files
        }
    }

    private typealias Make = HostileFiles

    static let large: [Case] = [
        Case("a million random bytes", [.json]) { Make.noise(1_000_000) },
        Case("ten megabytes", [.json]) {
            Make.lexicon(#""a":{"type":"token","description":"\#(String(repeating: "x", count: 10_000_000))"}"#)
        },
        Case("four megabytes of objects") {
            Make.lexicon(
                (0..<25_000).map {
                    Make.object(
                        "d\($0)", [#""a":{"type":"string","maxLength":9}"#], extra: String(repeating: " ", count: 80))
                })
        },
        Case("four megabytes in one default") {
            Make.lexicon([
                Make.object("a", [#""s":{"type":"string","default":"\#(String(repeating: "é", count: 2_000_000))"}"#])
            ])
        },
        Case("2,000 levels of arrays", [.json]) {
            Make.lexicon(#""a":"# + String(repeating: #"{"type":"array","items":"#, count: 2_000))
        },
        Case("28 levels of names around 20,000 objects") { Make.nested(28, length: 24, innermost: 20_000) },
        Case("28 levels of long names", [.nameLength, .tooManyFindings]) {
            Make.nested(28, length: 256, innermost: 20_000)
        },
        Case("10,000 definitions that refer to each other") {
            Make.lexicon((0..<10_000).map { Make.object("d\($0)", [Make.reference("p", "#d\(($0 * 7) % 10_000)")]) })
        },
        Case("a union of 5,000 variants that hold it") {
            let variants = (0..<5_000).map { Make.object("d\($0)", [Make.reference("u", "#all")]) }
            let all = Make.object("all", [#""u":"# + Make.union((0..<5_000).map { "#d\($0)" })])
            return Make.lexicon(variants + [all])
        },
    ]

    static let entangled: [Case] = [
        Case("a cycle of 10,000 objects") {
            Make.lexicon((0..<10_000).map { Make.object("d\($0)", [Make.reference("p", "#d\(($0 + 1) % 10_000)")]) })
        },
        Case("10,000 objects that hold themselves") {
            Make.lexicon((0..<10_000).map { Make.object("d\($0)", [Make.reference("p", "#d\($0)")]) })
        },
        Case("1,000 properties that lead into a cycle of 1,000 objects") {
            let first = Make.object("a", (0..<1_000).map { Make.reference("p\($0)", "#d0") })
            let others = (0..<1_000).map {
                Make.object("d\($0)", [Make.reference("p", $0 == 999 ? "#a" : "#d\($0 + 1)")])
            }
            return Make.lexicon([first] + others)
        },
        Case("an array of itself", [.recursiveArray]) { Make.lexicon([Make.array("a", of: "#a")]) },
        Case("two arrays of each other", [.recursiveArray]) {
            Make.lexicon([Make.array("a", of: "#b"), Make.array("b", of: "#a")])
        },
        Case("10,000 arrays of the next", [.recursiveArray, .tooManyFindings]) {
            Make.lexicon(
                (0..<10_000).map { Make.array("d\($0)", of: "#d\($0 + 1)") } + [#""d10000":{"type":"boolean"}"#])
        },
        Case("10,000 names of one Swift spelling") {
            Make.lexicon((0..<10_000).compactMap { UnicodeScalar(0x4E00 + $0) }.map { Make.object("a\($0)", []) })
        },
    ]

    static let wrong: [Case] = [
        Case("names that Unicode holds for equal", [.equivalentName]) {
            let enumeration = #"{"type":"string","enum":["a","b"],"default":"b"}"#
            let shorter = #"{"type":"string","enum":["a"],"default":"a"}"#
            return Make.lexicon([Make.object("a", ["\"e\u{301}\":\(enumeration)", "\"\u{E9}\":\(shorter)"])])
        },
        Case("a name of 1,025 bytes", [.nameLength]) {
            Make.lexicon([Make.object(String(repeating: "n", count: 1_025), [])])
        },
        Case("10,000 references into nothing", [.danglingReference, .tooManyFindings]) {
            Make.lexicon((0..<10_000).map { Make.object("d\($0)", [Make.reference("p", "#e\($0)")]) })
        },
        Case("90,000 members without meaning") {
            let members = (0..<90_000).map { "\"x\($0)\":0" }.joined(separator: ",")
            return Make.lexicon(#""a":{"type":"token",\#(members)}"#)
        },
        Case("10,000 required names that there are not", [.requiredName, .tooManyFindings]) {
            let names = (0..<10_000).map { "\"property\($0)\"" }.joined(separator: ",")
            let properties = (0..<500).map { #""proper\#($0)":{"type":"boolean"}"# }
            return Make.lexicon([Make.object("a", properties, extra: #","required":[\#(names)]"#)])
        },
        Case("200 documents that refer to others", [.danglingReference]) { Make.documents(200) },
        Case("5,000 documents that refer to others", [.danglingReference]) { Make.documents(5_000) },
    ]

    @Test func thereAreTwentyThreeCases() { #expect(Self.large.count + Self.entangled.count + Self.wrong.count == 23) }

    @Test(arguments: large + entangled + wrong) func anErrorOrAResultComesSoonAndWithinBounds(_ hostile: Case) {
        let files = hostile.files()
        Self.forgetPeak()
        let before = Self.peakMegabytes
        let time = ContinuousClock().measure {
            let set = LexiconSet(files)
            #expect(Set(set.diagnostics.filter { $0.severity == .error }.map(\.rule)) == hostile.errors)
            #expect(set.diagnostics.count <= files.count * 4 * 501)
            #expect(GeneratorPipeline().generate(set).isEmpty == !hostile.errors.isEmpty)
            let report = DiagnosticReport(set.diagnostics, files: files)
            for format in DiagnosticReport.Format.allCases { _ = report.rendered(as: format) }
            for file in files { _ = try? LexiconFormatter().format(file) }
        }
        let growth = Self.peakMegabytes - before
        print("hostile: \(hostile.testDescription): \(time), \(growth) MB more")
        #expect(time < .seconds(60))
        #expect(growth < 1_500)
    }

    /// The most memory that the process has had since ``forgetPeak()``; zero where the system does not tell.
    private static var peakMegabytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) / 1_024
    }

    private static func forgetPeak() {
        try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    }
}
