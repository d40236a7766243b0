// SPDX-License-Identifier: Apache-2.0

import Foundation
import LexiconCodegen
import StrictJSON
import Testing

/// What the tool does with files and folders that are not as they should be.
@Suite struct LexiconFolderTests {
    private static let read =
        #"{"lexicon":1,"id":"com.example.read","defs":{"main":{"type":"query","description":"Reads."}}}"#

    private static func makeRunner() throws -> ToolRunner {
        let runner = try ToolRunner()
        try runner.makeFile("lex/com/example/read.json", read)
        try runner.makeFile("q.json", read)
        return runner
    }

    private static func link(_ path: String, to target: String, in runner: ToolRunner) throws {
        try FileManager.default.createSymbolicLink(
            atPath: runner.folder.appending(path: path).path, withDestinationPath: target)
    }

    private static func makeFolder(_ path: String, in runner: ToolRunner) throws {
        try FileManager.default.createDirectory(
            at: runner.folder.appending(path: path), withIntermediateDirectories: true)
    }

    private static let filesForFolders: [[String]] = [
        ["lint", "q.json"], ["format", "--check", "q.json"], ["filter", "q.json", "--root", "com.example.read"],
        ["diff", "q.json", "lex"], ["diff", "lex", "q.json"], ["generate", "--lexicons", "q.json", "--output", "out"],
        ["verify", "--lexicons", "q.json", "--output", "out"],
        ["new", "com.example.thing", "--kind", "query", "--lexicons", "q.json"], ["lock", "q.json"],
    ]

    @Test(arguments: filesForFolders) func aFileInPlaceOfAFolderIsTheUsersMistake(arguments: [String]) throws {
        let runner = try Self.makeRunner()
        let result = try runner.run(arguments)
        #expect(result.exitCode == 64)
        #expect(result.output.isEmpty)
        let command = arguments[0] == "lock" ? "lexicon-lock" : "lexicon-tool \(arguments[0])"
        let lines = result.errors.split(separator: "\n")
        #expect(lines.first == "Error: q.json is a file; name its folder")
        #expect(lines.dropFirst().first?.hasPrefix("Usage: \(command) ") == true, "\(result.errors)")
    }

    private static let otherMistakes: [(arguments: [String], message: String)] = [
        (["lint", "nowhere"], "there is no folder nowhere"),
        (["new", "thing", "--kind", "query"], "thing is not an NSID such as com.example.getThing"),
        (["generate", "--lexicons", "lex", "--output", "q.json"], "q.json is a file; name a folder"),
        (["verify", "--lexicons", "lex", "--output", "q.json"], "q.json is a file; name a folder"),
        (["filter", "lex", "--root", "com.*", "--output", "q.json"], "q.json is a file; name a folder"),
    ]

    @Test(arguments: otherMistakes) func aMistakeComesWithTheUsageOfItsCommand(
        arguments: [String], message: String
    ) throws {
        let result = try Self.makeRunner().run(arguments)
        #expect(result.exitCode == 64)
        #expect(result.errors.hasPrefix("Error: \(message)\nUsage: lexicon-tool \(arguments[0]) "), "\(result.errors)")
    }

    @Test func theTablesAreComplete() {
        #expect(Self.filesForFolders.count == 9)
        #expect(Self.otherMistakes.count == 5)
    }

    @Test func aFolderWithoutLexiconsIsRemarkedUpon() throws {
        let runner = try Self.makeRunner()
        try Self.makeFolder("empty", in: runner)
        let remark = "no lexicons in empty\n"
        for arguments in [
            ["lint", "empty"], ["format", "empty"], ["diff", "empty", "lex"],
            ["generate", "--lexicons", "empty", "--output", "out"],
        ] {
            let result = try runner.run(arguments)
            #expect(result.exitCode == 0, "\(arguments)")
            #expect(result.errors == remark, "\(arguments)")
        }
        let strict = try runner.run("lint", "empty", "--strict")
        #expect(strict.exitCode == 1 && strict.errors == remark)
        let new = try runner.run(
            "new", "com.example.set", "--kind", "permission-set", "--lexicons", "empty")
        #expect(new.exitCode == 0 && new.errors.isEmpty)
    }

    /// A runner whose folder has what cannot be read, in the order of the findings, and a file that is not JSON.
    private static func makeBrokenRunner() throws -> (runner: ToolRunner, findings: [String]) {
        let runner = try makeRunner()
        try runner.makeFile("lex/com/example/bad.json", "{")
        try link("lex/com/example/device.json", to: "/dev/null", in: runner)
        try makeFolder("lex/com/example/folder.json", in: runner)
        try link("lex/com/example/link.json", to: "gone", in: runner)
        let causes = [
            ("device", "it is a pipe, a socket or a device"), ("folder", "it is a folder"),
            ("link", "it is a link to nothing"),
        ]
        let findings = causes.map { name, cause in
            "\(runner.folder.path)/lex/com/example/\(name).json:1:1: error: the file cannot be read: \(cause) [json]"
        }
        return (runner, findings)
    }

    private static let readers: [[String]] = [
        ["lint", "lex"], ["format", "lex"], ["filter", "lex", "--root", "com.example.read"], ["diff", "lex", "lex"],
        ["generate", "--lexicons", "lex", "--output", "out"], ["verify", "--lexicons", "lex", "--output", "out"],
    ]

    @Test(arguments: readers) func whatCannotBeReadIsAFindingAmongTheOthers(arguments: [String]) throws {
        let (runner, findings) = try Self.makeBrokenRunner()
        let result = try runner.run(arguments)
        #expect(result.exitCode == 1)
        let lines = result.errors.split(separator: "\n").map(String.init)
        #expect(lines.count == 4)
        #expect(lines.filter { !$0.contains("bad.json:1:") } == findings, "\(result.errors)")
        #expect(!runner.exists("out"))
    }

    @Test func whatCannotBeReadIsPartOfAReport() throws {
        let (runner, _) = try Self.makeBrokenRunner()
        let json = try runner.run("lint", "lex", "--format", "json")
        let findings = try JSONParser(limits: .file).parse(Array(json.output.utf8)).array
        #expect(findings?.count == 4)
        #expect(findings?.last?.object?["message"]?.string == "the file cannot be read: it is a link to nothing")
        #expect(json.errors.isEmpty)
    }

    @Test func formatDoesTheOtherFiles() throws {
        let (runner, _) = try Self.makeBrokenRunner()
        #expect(try runner.run("format", "lex").output.hasSuffix("lex/com/example/read.json\n"))
        #expect(try runner.text("lex/com/example/read.json").hasPrefix("{\n"))
    }

    @Test func aLockIsNotWrittenWithoutWhatCannotBeRead() throws {
        let runner = try Self.makeRunner()
        let write = ["lock", "lex", "--write", "--authority", "did:web:example.com"]
        #expect(try runner.run(write).exitCode == 0)
        let before = try runner.text("lexicons.json")
        try Self.link("lex/com/example/link.json", to: "gone", in: runner)
        for arguments in [write, ["lock", "lex"]] {
            let result = try runner.run(arguments)
            #expect(result.exitCode == 1)
            #expect(result.errors.hasSuffix("it is a link to nothing [json]\n"))
        }
        #expect(try runner.text("lexicons.json") == before)
        let folder = try runner.run("lock", "lex", "--manifest", "lex")
        #expect(folder.exitCode == 1)
        #expect(folder.errors.hasSuffix("lex cannot be read: it is a folder\n"))
    }

    @Test func hiddenFilesArePassedOver() throws {
        let runner = try Self.makeRunner()
        try Self.link("lex/com/example/.#read.json", to: "user@host", in: runner)
        try runner.makeFile("lex/.trash/read.json", "{")
        try runner.makeFile("lex/com/example/.read.json", "{")
        let result = try runner.run("lint", "lex", "--strict")
        #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result.errors)")
    }

    @Test func whatCannotBeWrittenIsNamedWithItsCause() throws {
        let runner = try Self.makeRunner()
        try Self.makeFolder("out/com.example.read.swift", in: runner)
        let inTheWay = try runner.run("generate", "--lexicons", "lex", "--output", "out")
        #expect(inTheWay.exitCode == 1)
        let path = runner.folder.path
        #expect(inTheWay.errors == "Error: \(path)/out/com.example.read.swift cannot be written: it is a folder\n")
        let below = try runner.run("generate", "--lexicons", "lex", "--output", "q.json/out")
        #expect(below.exitCode == 1)
        #expect(below.errors.hasSuffix("cannot be written: \(path)/q.json is a file\n"))
        let settings = try runner.run("generate", "--lexicons", "lex", "--output", "new", "--config", "lex")
        #expect(settings.exitCode == 1)
        #expect(settings.errors == "Error: \(path)/lex cannot be read: it is a folder\n")
    }

    @Test func generateDeletesOnlyItsOwnFilesOfRemovedLexicons() throws {
        let runner = try Self.makeRunner()
        let gone = try runner.makeFile(
            "lex/com/example/gone.json", #"{"lexicon":1,"id":"com.example.gone","defs":{"a":{"type":"token"}}}"#)
        let arguments = ["--lexicons", "lex", "--output", "out"]
        #expect(try runner.run(["generate"] + arguments).output.isEmpty)
        let kept = [
            "Mine.swift": "// mine", "notes.md": "\(GeneratorPipeline.firstWords) notes",
            "below/old.swift": "\(GeneratorPipeline.firstWords) old",
            "Quoting.swift": "// mine\n\(GeneratorPipeline.firstWords)",
        ]
        for (name, text) in kept { try runner.makeFile("out/\(name)", text) }
        try FileManager.default.removeItem(at: gone)
        let drifted = try runner.run(["verify"] + arguments)
        #expect(drifted.exitCode == 1)
        #expect(drifted.output.hasSuffix("out/com.example.gone.swift: left over; generate deletes it\n"))
        let again = try runner.run(["generate"] + arguments)
        #expect(again.exitCode == 0 && again.output == "out/com.example.gone.swift: deleted\n")
        #expect(!runner.exists("out/com.example.gone.swift") && runner.exists("out/com.example.read.swift"))
        for (name, text) in kept { #expect(try runner.text("out/\(name)") == text) }
        let current = try runner.run(["verify"] + arguments)
        #expect(current.exitCode == 0 && current.output.isEmpty)
    }

    @Test func generateAndVerifyTakeTheFolderOfTheVariable() throws {
        let runner = try Self.makeRunner()
        let environment = ["LEXICON_FOLDERS": "lex"]
        #expect(try runner.run("generate", "--output", "out").errors.hasPrefix("Error: there is no folder lexicons\n"))
        #expect(try runner.run("generate", "--output", "out", environment: environment).exitCode == 0)
        #expect(runner.exists("out/com.example.read.swift"))
        #expect(try runner.run("verify", "--output", "out", environment: environment).exitCode == 0)
        let several = try runner.run("verify", "--output", "out", environment: ["LEXICON_FOLDERS": "lex:other"])
        #expect(several.exitCode == 64)
        #expect(several.errors.hasPrefix("Error: name one of the folders lex, other\nUsage: lexicon-tool verify "))
    }

    @Test func theSettingsAreBesideTheLinkToTheFolder() throws {
        let runner = try Self.makeRunner()
        try Self.makeFolder("Target", in: runner)
        try Self.link("Target/lexicons", to: "../lex", in: runner)
        try runner.makeFile("Target/lexicon-codegen.json", #"{"access":"package"}"#)
        let environment = ["LEXICON_FOLDERS": runner.folder.appending(path: "Target/lexicons").path]
        #expect(try runner.run("generate", "--output", "out", environment: environment).exitCode == 0)
        #expect(try runner.text("out/com.example.read.swift").contains("package "))
    }

    private static let permissionSets: [(lexicons: [String: String], permissions: String)] = [
        ([:], #"["com.example.getThing"]"#),
        (["other/thing": #"{"a":{"type":"token"}}"#], #"["com.example.getThing"]"#),
        (["example/defs": #"{"a":{"type":"token"}}"#], #""permissions": []"#),
        (["example/read": #"{"main":{"type":"query","description":"Reads."}}"#], #""lxm": ["com.example.read"]"#),
        (
            [
                "example/note": #"{"main":{"type":"record","description":"A note.","key":"tid","record":"#
                    + #"{"type":"object","properties":{}}}}"#
            ], #""collection": ["com.example.note"]"#
        ),
    ]

    @Test(arguments: permissionSets) func aNewPermissionSetPermitsWhatIsThere(
        lexicons: [String: String], permissions: String
    ) throws {
        let runner = try ToolRunner()
        for (path, definitions) in lexicons {
            let id = "com.\(path.replacing("/", with: "."))"
            try runner.makeFile("lexicons/com/\(path).json", #"{"lexicon":1,"id":"\#(id)","defs":\#(definitions)}"#)
        }
        #expect(try runner.run("new", "com.example.things", "--kind", "permission-set").exitCode == 0)
        #expect(try runner.text("lexicons/com/example/things.json").contains(permissions))
        let lint = try runner.run("lint", "--strict", "--level", "unused-definition=off")
        #expect(lint.exitCode == 0, "\(lint.errors)")
    }

    @Test func theTableOfPermissionSetsIsComplete() { #expect(Self.permissionSets.count == 5) }
}
