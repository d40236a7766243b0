// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import Lexicon
import LexiconCodegen
import StrictJSON
import Testing

@Suite struct LexiconToolTests {
    private static let query =
        ##"{"lexicon":1,"id":"com.example.read","defs":{"main":{"type":"query","description":"Reads.","output":{"encoding":"application/json","schema":{"type":"ref","ref":"com.example.defs#a"}}}}}"##
    private static let definitions =
        #"{"lexicon":1,"id":"com.example.defs","defs":{"a":{"type":"object","properties":{"kind":{"type":"string","knownValues":["com.example.defs#t"]}}},"b":{"type":"string"},"t":{"type":"token"}}}"#

    private static func makeRunner() throws -> ToolRunner {
        let runner = try ToolRunner()
        try runner.makeFile("lex/com/example/read.json", query)
        try runner.makeFile("lex/com/example/defs.json", definitions)
        return runner
    }

    private static let wrongArguments: [[String]] = [
        ["lint", "nowhere"], ["lint", "lex", "more"], ["lint", "lex", "--format", "xml"], ["format", "nowhere"],
        ["filter", "lex"], ["filter", "lex", "--root", "thing"], ["filter", "lex", "--root", "com.example.gone"],
        ["new", "thing", "--kind", "query"], ["new", "com.example.thing"],
        ["new", "com.example.thing", "--kind", "token"], ["unknown"],
    ]

    @Test(arguments: wrongArguments) func wrongArgumentsAreTheUsersMistake(arguments: [String]) throws {
        let runner = try Self.makeRunner()
        let result = try runner.run(arguments)
        #expect(result.exitCode == 64, "\(arguments): \(result)")
        #expect(result.output.isEmpty)
        #expect(!result.errors.isEmpty)
    }

    @Test func theTableIsComplete() { #expect(Self.wrongArguments.count == 11) }

    @Test func lintPrintsFindingsInEachForm() throws {
        let runner = try Self.makeRunner()
        #expect(try runner.run("lint", "lex").exitCode == 0)
        let file = try runner.makeFile(
            "lex/com/example/odd.json", #"{"lexicon":1,"id":"com.example.odd","defs":{"a":{"type":"token","x":1}}}"#)
        let text = try runner.run("lint", "lex")
        #expect(text.exitCode == 0)
        #expect(text.errors == "\(file.path):1:69: warning: x means nothing here [unknown-member]\n")
        #expect(text.output.isEmpty)
        let strict = try runner.run("lint", "lex", "--strict")
        #expect(strict.exitCode == 1)
        #expect(strict.errors.contains("error: x means nothing here"))
        let json = try runner.run("lint", "lex", "--format", "json")
        #expect(json.errors.isEmpty)
        let value = try JSONParser(limits: .file).parse(Array(json.output.utf8))
        #expect(value.array?.first?.object?["rule"]?.string == "unknown-member")
        let sarif = try runner.run("lint", "lex", "--format", "sarif", "--strict")
        #expect(sarif.exitCode == 1)
        #expect(sarif.output.contains(#""uri": "lex/com/example/odd.json""#))
    }

    @Test func theLevelOfALintRuleIsAnOption() throws {
        let runner = try ToolRunner()
        try runner.makeFile(
            "lex/com/example/read.json", #"{"lexicon":1,"id":"com.example.read","defs":{"main":{"type":"query"}}}"#)
        let rule = "missing-description"
        let warning = try runner.run("lint", "lex")
        #expect(warning.exitCode == 0)
        #expect(warning.errors.hasSuffix("warning: com.example.read has no description [\(rule)]\n"))
        let error = try runner.run("lint", "lex", "--level", "\(rule)=error")
        #expect(error.exitCode == 1)
        #expect(try runner.run("lint", "lex", "--level", "\(rule)=off", "--strict").errors.isEmpty)
        for wrong in [rule, "\(rule)=loud", "json=off", "gone=off"] {
            #expect(try runner.run("lint", "lex", "--level", wrong).exitCode == 64)
        }
    }

    @Test func diffSaysWhomAChangeBreaks() throws {
        let runner = try Self.makeRunner()
        try runner.makeFile("new/com/example/read.json", Self.query)
        let later = Self.definitions.replacing(#""type":"string","known"#, with: #""type":"string","const":"x","known"#)
        let file = try runner.makeFile("new/com/example/defs.json", later)
        let same = try runner.run("diff", "lex", "lex")
        #expect(same.exitCode == 0 && same.output.isEmpty)
        let narrower = try runner.run("diff", "lex", "new")
        #expect(narrower.exitCode == 0)
        #expect(narrower.output.hasPrefix("\(file.path):1:"))
        #expect(narrower.output.hasSuffix("safe: only x is permitted now [const-added]\n"))
        #expect(try runner.run("diff", "lex", "new", "--quiet").output.isEmpty)
        let wider = try runner.run("diff", "new", "lex", "--quiet")
        #expect(wider.exitCode == 1)
        #expect(wider.output.hasSuffix("breaking: more than x is permitted now (old readers) [const-removed]\n"))
        let json = try JSONParser(limits: .file).parse(
            Array(try runner.run("diff", "new", "lex", "--quiet", "--format", "json").output.utf8))
        let change = json.array?.first?.object
        #expect(change?["verdict"]?.string == "breaking" && change?["parties"]?.array?.first?.string == "old readers")
        let sarif = try runner.run("diff", "new", "lex", "--quiet", "--format", "sarif")
        #expect(sarif.exitCode == 1)
        #expect(sarif.output.contains(#""ruleId": "const-removed""#) && sarif.output.contains(#""level": "error""#))
        try runner.makeFile("new/com/example/bad.json", "{")
        #expect(try runner.run("diff", "lex", "new").errors.contains("[json]"))
        #expect(try runner.run("diff", "lex").exitCode == 64)
    }

    @Test func verifyNamesEveryFileThatIsNotAsItWouldBeWritten() throws {
        let runner = try Self.makeRunner()
        let arguments = ["--lexicons", "lex", "--output", "out"]
        #expect(try runner.run(["verify"] + arguments).exitCode == 1)
        #expect(try runner.run(["generate"] + arguments).exitCode == 0)
        let current = try runner.run(["verify"] + arguments)
        #expect(current.exitCode == 0 && current.output.isEmpty)
        try runner.makeFile("out/com.example.read.swift", "// edited")
        try FileManager.default.removeItem(at: runner.folder.appending(path: "out/com.example.defs.swift"))
        try runner.makeFile("out/com.example.gone.swift", "\(GeneratorPipeline.firstWords) com.example.gone")
        try runner.makeFile("out/handwritten.swift", "// mine")
        let drifted = try runner.run(["verify"] + arguments)
        #expect(drifted.exitCode == 1)
        #expect(
            drifted.output.split(separator: "\n") == [
                "out/com.example.defs.swift: missing", "out/com.example.read.swift: differs",
                "out/com.example.gone.swift: left over; generate deletes it",
            ])
        #expect(try runner.run(["generate"] + arguments + ["--access", "internal"]).exitCode == 0)
        #expect(try runner.run(["verify"] + arguments).output.contains("read.swift: differs"))
    }

    @Test func namesThatAreOthersInSwiftAreNotedOnRequest() throws {
        let runner = try ToolRunner()
        let file = try runner.makeFile(
            "lex/com/example/odd.json",
            #"{"lexicon":1,"id":"com.example.odd","defs":{"main":{"type":"object","properties":{"cid-link":{"type":"string"},"self":{"type":"string"},"plain":{"type":"string"}}}}}"#
        )
        let arguments = ["generate", "--lexicons", "lex", "--output", "out"]
        #expect(try runner.run(arguments).errors.isEmpty)
        let notes = try runner.run(arguments + ["--notes"])
        #expect(notes.exitCode == 0)
        #expect(
            notes.errors == """
                \(file.path):1:94: note: cid-link is cidLink in Swift [renamed]
                \(file.path):1:119: note: self is self_ in Swift [renamed]

                """)
    }

    @Test func withoutAFolderTheVariableOrLexiconsIsMeant() throws {
        let runner = try Self.makeRunner()
        try runner.makeFile("other/com/example/bad.json", "{")
        #expect(try runner.run("lint").exitCode == 64)
        #expect(try runner.run("lint", environment: ["LEXICON_FOLDERS": "lex"]).exitCode == 0)
        #expect(try runner.run("lint", environment: ["LEXICON_FOLDERS": "lex:other"]).exitCode == 1)
        #expect(try runner.run("lint", "lex", environment: ["LEXICON_FOLDERS": "other"]).exitCode == 0)
        let filter = try runner.run("filter", "--root", "com.*", environment: ["LEXICON_FOLDERS": "lex:other"])
        #expect(filter.exitCode == 64)
        #expect(filter.errors.contains("lex, other"))
        try runner.makeFile(
            "lexicons/com/example/read.json", #"{"lexicon":1,"id":"com.example.read","defs":{"main":{"type":"token"}}}"#
        )
        #expect(try runner.run("lint").exitCode == 0)
    }

    @Test func formatChecksAndRewrites() throws {
        let runner = try Self.makeRunner()
        let before = try runner.text("lex/com/example/read.json")
        let check = try runner.run("format", "lex", "--check")
        #expect(check.exitCode == 1)
        #expect(check.output.split(separator: "\n").count == 2)
        #expect(try runner.text("lex/com/example/read.json") == before)
        let format = try runner.run("format", "lex")
        #expect(format.exitCode == 0)
        #expect(format.output == check.output)
        #expect(try runner.text("lex/com/example/read.json").hasPrefix("{\n  \"lexicon\": 1,\n  \"id\""))
        let again = try runner.run("format", "lex", "--check")
        #expect(again.exitCode == 0)
        #expect(again.output.isEmpty)
    }

    @Test func formatLeavesABrokenFileAloneAndDoesTheOthers() throws {
        let runner = try Self.makeRunner()
        try runner.makeFile("lex/com/example/bad.json", #"{"a":1,}"#)
        let result = try runner.run("format", "lex")
        #expect(result.exitCode == 1)
        #expect(result.errors.contains("bad.json:1:"))
        #expect(try runner.text("lex/com/example/bad.json") == #"{"a":1,}"#)
        #expect(try runner.text("lex/com/example/read.json").hasPrefix("{\n"))
    }

    @Test func filterPrintsOrWritesWhatTheRootsNeed() throws {
        let runner = try Self.makeRunner()
        let printed = try runner.run("filter", "lex", "--root", "com.example.read")
        #expect(printed.exitCode == 0)
        #expect(printed.output.contains(#""id": "com.example.defs""#))
        #expect(!printed.output.contains(#""b": {"#))
        let written = try runner.run("filter", "lex", "--root", "com.example.read", "--output", "out/deep")
        #expect(written.output.isEmpty)
        let parts = try ["defs", "read"].map { try runner.text("out/deep/com/example/\($0).json") }
        #expect(parts.joined() == printed.output)
        #expect(try runner.run("lint", "out/deep").exitCode == 0)
        let why = try runner.run("filter", "lex", "--root", "com.example.read", "--why", "--tokens")
        #expect(
            why.output == """
                com.example.read -> com.example.defs#a
                com.example.read -> com.example.defs#a -> com.example.defs#t
                com.example.read

                """)
    }

    @Test func filterNeedsACorrectSet() throws {
        let runner = try Self.makeRunner()
        try runner.makeFile("lex/com/example/bad.json", "{")
        let result = try runner.run("filter", "lex", "--root", "com.example.read")
        #expect(result.exitCode == 1)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("[json]"))
    }

    @Test(arguments: LexiconTemplate.Kind.allCases) func newWritesALexiconThatLintsAndNeverOverwrites(
        kind: LexiconTemplate.Kind
    ) throws {
        let runner = try ToolRunner()
        let arguments = ["new", "com.example.thing.make", "--kind", kind.rawValue, "--lexicons", "lex"]
        let result = try runner.run(arguments)
        #expect(result.exitCode == 0)
        #expect(result.output == runner.folder.path + "/lex/com/example/thing/make.json\n")
        let lint = try runner.run("lint", "lex", "--strict")
        #expect(lint.exitCode == 0, "\(lint.errors)")
        #expect(try runner.run("format", "lex", "--check").exitCode == 0)
        try runner.makeFile("lex/com/example/thing/make.json", "mine")
        let second = try runner.run(arguments)
        #expect(second.exitCode == 1)
        #expect(second.errors.contains("exists already"))
        #expect(try runner.text("lex/com/example/thing/make.json") == "mine")
    }

    @Test(.enabled(if: ConformanceData.isAvailable)) func filterOfTheNetworksLexiconsIsCorrectOnItsOwn() throws {
        let runner = try ToolRunner()
        let lexicons = "\(ConformanceData.folder ?? "")/lexicons/bluesky/lexicons"
        let result = try runner.run("filter", lexicons, "--root", "app.bsky.feed.getTimeline", "--output", "out")
        #expect(result.exitCode == 0)
        #expect(try runner.run("lint", "out").exitCode == 0)
        let why = try runner.run("filter", "out", "--root", "*#*", "--why")
        #expect(why.output.split(separator: "\n").count == 57)
    }
}
