// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import Lexicon
import Testing

@Suite struct LockCommandTests {
    /// The CID was computed by another implementation of DAG-CBOR (libipld).
    private static let note = (
        text:
            #"{"lexicon":1,"id":"com.example.note","defs":{"main":{"type":"record","key":"tid","record":{"type":"object","required":["texté"],"properties":{"texté":{"type":"string","maxLength":70000},"n":{"type":"integer","minimum":-25,"maximum":9007199254740991,"default":0}}}}}}"#,
        cid: "bafyreic4afwyfmnwcd2nsvyschun346yhgpbvfruswa43e5z5ok76z7yyu"
    )

    private static func makeRunner(_ text: String = note.text) throws -> ToolRunner {
        let runner = try ToolRunner()
        try runner.makeFile("lexicons/com/example/note.json", text)
        return runner
    }

    @Test func writesALockThatHoldsAndNoticesEveryChange() throws {
        let runner = try Self.makeRunner()
        #expect(try runner.run("lock").exitCode == 1)
        let written = try runner.run("lock", "--write", "--authority", "did:web:example.com")
        #expect(written.exitCode == 0)
        #expect(written.output == "\(runner.folder.path)/lexicons.json\n")
        let lock = try runner.text("lexicons.json")
        #expect(lock.contains("\"cid\": \"\(Self.note.cid)\""))
        #expect(lock.contains("\"uri\": \"at://did:web:example.com/com.atproto.lexicon.schema/com.example.note\""))
        let check = try runner.run("lock")
        #expect(check.exitCode == 0)
        #expect(check.errors.isEmpty && check.output.isEmpty)

        try runner.makeFile("lexicons/com/example/note.json", Self.note.text.replacing("70000", with: "70001"))
        let drift = try runner.run("lock")
        #expect(drift.exitCode == 1)
        #expect(
            drift.errors.hasPrefix("\(runner.folder.path)/lexicons.json:9:14: error: com.example.note is locked as "))
        #expect(drift.errors.contains("lexicons/com/example/note.json is bafyrei"))
        #expect(try runner.text("lexicons.json") == lock)
        #expect(try runner.run("lock", "--write").exitCode == 0)
        #expect(try runner.run("lock").exitCode == 0)
        #expect(try runner.text("lexicons.json") != lock)
    }

    @Test(arguments: [
        note.text,
        note.text.replacing(#"{"lexicon":1,"#, with: #"{"$type":"com.atproto.lexicon.schema","lexicon":1.0,"#),
        note.text.replacing(
            #"{"lexicon":1,"id":"com.example.note","#, with: #"{ "id":"com.example.note","lexicon" : 1,"#),
    ])
    func theHashIsOfTheRecordAndNotOfTheText(text: String) throws {
        let runner = try Self.makeRunner(text)
        _ = try runner.run("lock", "--write", "--authority", "did:web:example.com")
        #expect(try runner.text("lexicons.json").contains("\"\(Self.note.cid)\""), "\(text)")
    }

    @Test func aLexiconWithoutAnAuthorityIsNamedAndLeftOut() throws {
        let runner = try Self.makeRunner()
        let result = try runner.run("lock", "lexicons", "--write", "--manifest", "other.json")
        #expect(result.exitCode == 0)
        #expect(result.output.hasPrefix("com.example.note is not in the file; --authority adds it\n"))
        #expect(try runner.text("other.json").contains(#""resolutions": {}"#))
        #expect(!runner.exists("lexicons.json"))
    }

    private static let failures: [(lexicon: String, manifest: String, arguments: [String], exitCode: Int32)] = [
        ("{", #"{"version":1,"lexicons":[],"resolutions":{}}"#, ["--write", "--authority", "did:web:a.com"], 1),
        (
            #"{"a":1.5}"#, #"{"version":1,"lexicons":[],"resolutions":{}}"#,
            ["--write", "--authority", "did:web:a.com"], 1
        ),
        ("{}", #"{"version":2}"#, [], 1), ("{}", #"{"version":2}"#, ["--write"], 1),
        ("{}", #"{"version":1,"lexicons":[],"resolutions":{}}"#, ["--authority", "did:web:a.com"], 64),
        ("{}", #"{"version":1,"lexicons":[],"resolutions":{}}"#, ["--write", "--authority", "a.com"], 64),
    ]

    @Test(arguments: failures) func aFailureNamesItsFileAndWritesNothing(
        lexicon: String, manifest: String, arguments: [String], exitCode: Int32
    ) throws {
        let runner = try Self.makeRunner(lexicon)
        try runner.makeFile("lexicons.json", manifest)
        let result = try runner.run(["lock"] + arguments)
        #expect(result.exitCode == exitCode, "\(result)")
        #expect(exitCode == 64 || result.errors.contains(".json"), "\(result)")
        #expect(try runner.text("lexicons.json") == manifest)
    }

    @Test func theTableIsComplete() { #expect(Self.failures.count == 6) }

    /// What the TypeScript installer recorded for lexicons that their authors have published.
    private static let published: [(id: String, did: String, cid: String)] = [
        (
            "com.atproto.label.defs", "did:plc:6msi3pj7krzih5qxqtryxlzw",
            "bafyreidp2wpcbzl2qiob2uwoc7lhntojx3tjcr553mmahw2f5cumtm3wpm"
        ),
        (
            "com.atproto.repo.strongRef", "did:plc:6msi3pj7krzih5qxqtryxlzw",
            "bafyreifrkdbnkvfjujntdaeigolnrjj3srrs53tfixjhmacclps72qlov4"
        ),
        (
            "site.standard.document", "did:plc:re3ebnp5v7ffagz6rb6xfei4",
            "bafyreifylc5lfr4vqfzrwdtqm4pnfg7cbra7z4acbgikylqandzefwdeaq"
        ),
        (
            "site.standard.publication", "did:plc:re3ebnp5v7ffagz6rb6xfei4",
            "bafyreiapvnarfn3nl2wvg27hsylli5zqvou7a74p7od5mu4detprtejapy"
        ),
        (
            "site.standard.theme.basic", "did:plc:re3ebnp5v7ffagz6rb6xfei4",
            "bafyreiabm6f64zosv5jcdmwd3qvekjhoi7enevg53rxj734ney4sd6lmku"
        ),
        (
            "site.standard.theme.color", "did:plc:re3ebnp5v7ffagz6rb6xfei4",
            "bafyreicps42z5maxdqwml7t3klsrrpk332jthyfgpeb4zjn3wlvp5vyjia"
        ),
    ]

    @Test(.enabled(if: ConformanceData.isAvailable)) func publishedLexiconsHaveTheCIDsThatTheOtherToolsRecorded() throws
    {
        #expect(Self.published.count == 6)
        let lock = LexiconLock(
            roots: ["site.standard.document", "site.standard.publication"],
            resolutions: Dictionary(
                uniqueKeysWithValues: Self.published.map { entry in
                    let uri = "at://\(entry.did)/com.atproto.lexicon.schema/\(entry.id)"
                    return (entry.id, .init(uri: uri, cid: entry.cid))
                }))
        let runner = try ToolRunner()
        try runner.makeFile("lexicons.json", String(decoding: lock.bytes, as: UTF8.self))
        for entry in Self.published {
            let file = try #require(Corpus.file(entry.id))
            try runner.makeFile("lexicons/\(file.relativePath)", String(decoding: file.bytes, as: UTF8.self))
        }
        let check = try runner.run("lock")
        #expect(check.exitCode == 0, "\(check.errors)")
        // A rewrite of a lock that holds changes no byte.
        #expect(try runner.run("lock", "--write").output.isEmpty)
        #expect(try runner.run("format", "lexicons").exitCode == 0)
        #expect(try runner.run("lock").exitCode == 0)
        try FileManager.default.removeItem(at: runner.folder.appending(path: "lexicons/site/standard/document.json"))
        let missing = try runner.run("lock")
        #expect(missing.exitCode == 1)
        #expect(missing.errors.contains("site.standard.document is locked, but its file is missing"))
    }
}
