// SPDX-License-Identifier: Apache-2.0

import Lexicon
import Testing

@Suite struct LexiconLockTests {
    private static func uri(_ id: String) -> String { "at://did:web:example.com/com.atproto.lexicon.schema/\(id)" }

    private static func file(_ text: String) -> LexiconFile {
        LexiconFile(relativePath: "lexicons.json", displayPath: "lexicons.json", bytes: Array(text.utf8))
    }

    /// Stands in for the hash: the text of the file.
    private static func hash(_ file: LexiconFile) throws -> String { String(decoding: file.bytes, as: UTF8.self) }

    private static let lock = LexiconLock(
        roots: ["com.example.b", "com.example.a", "com.example.b"],
        resolutions: [
            "com.example.b": .init(uri: uri("com.example.b"), cid: "B"),
            "com.example.a": .init(uri: uri("com.example.a"), cid: "A"),
            "com.example.c": .init(uri: uri("com.example.c"), cid: "C"),
        ])

    private static let text = """
        {
          "version": 1,
          "lexicons": [
            "com.example.a",
            "com.example.b"
          ],
          "resolutions": {
            "com.example.a": {
              "uri": "at://did:web:example.com/com.atproto.lexicon.schema/com.example.a",
              "cid": "A"
            },
            "com.example.b": {
              "uri": "at://did:web:example.com/com.atproto.lexicon.schema/com.example.b",
              "cid": "B"
            },
            "com.example.c": {
              "uri": "at://did:web:example.com/com.atproto.lexicon.schema/com.example.c",
              "cid": "C"
            }
          }
        }
        """

    @Test func isWrittenSortedAndAsTheOtherToolsDo() {
        #expect(String(decoding: Self.lock.bytes, as: UTF8.self) == Self.text)
        let empty = "{\n  \"version\": 1,\n  \"lexicons\": [],\n  \"resolutions\": {}\n}"
        #expect(String(decoding: LexiconLock().bytes, as: UTF8.self) == empty)
    }

    @Test func isReadAsItWasWritten() throws {
        let lock = try LexiconLock(Self.file(Self.text))
        #expect(lock.roots == ["com.example.a", "com.example.b"])
        #expect(lock.resolutions == Self.lock.resolutions)
    }

    private static let refused: [(text: String, rule: Diagnostic.Rule)] = [
        ("", .json), ("[]", .lockFile), ("{}", .lockFile),
        (#"{"version":2,"lexicons":[],"resolutions":{}}"#, .lockFile),
        (#"{"version":1,"resolutions":{}}"#, .lockFile), (#"{"version":1,"lexicons":[]}"#, .lockFile),
        (#"{"version":1,"lexicons":["a"],"resolutions":{}}"#, .lockFile),
        (#"{"version":1,"lexicons":[1],"resolutions":{}}"#, .lockFile),
        (#"{"version":1,"lexicons":[],"resolutions":[]}"#, .lockFile),
        (#"{"version":1,"lexicons":[],"resolutions":{"a":{"uri":"","cid":""}}}"#, .lockFile),
        (#"{"version":1,"lexicons":[],"resolutions":{"com.example.a":{"cid":"A"}}}"#, .lockFile),
        (
            #"{"version":1,"lexicons":[],"resolutions":{"com.example.a":{"uri":"at://did:web:e.com/com.atproto.lexicon.schema/com.example.b","cid":"A"}}}"#,
            .lockFile
        ),
        (
            #"{"version":1,"lexicons":[],"resolutions":{"com.example.a":{"uri":"https://e.com/com.atproto.lexicon.schema/com.example.a","cid":"A"}}}"#,
            .lockFile
        ),
    ]

    @Test(arguments: refused) func refusesWhatIsNotALockFile(text: String, rule: Diagnostic.Rule) {
        let refusal = #expect(throws: LexiconLock.Refusal.self) { try LexiconLock(Self.file(text)) }
        #expect(refusal?.findings.map(\.rule) == [rule])
    }

    @Test func theTableIsComplete() { #expect(Self.refused.count == 13) }

    @Test func aLockWithoutDriftHasNoFindings() {
        let files = makeFiles([
            ("com.example.a", "A"), ("com.example.b", "B"), ("com.example.c", "C"), ("com.example.own", "X"),
        ])
        #expect(Self.lock.drift(of: files, lockFile: Self.file(Self.text), hash: Self.hash).isEmpty)
    }

    @Test func everyDriftIsPlacedInTheLockFile() throws {
        struct Unhashable: Error, CustomStringConvertible { let description = "com/example/c.json is not JSON" }
        let files = makeFiles([("com.example.a", "Z"), ("com.example.c", "C")])
        let text = Self.text.replacing("\"lexicons\": [", with: "\"lexicons\": [\n    \"com.example.gone\",")
        let lockFile = Self.file(text)
        let drift = try LexiconLock(lockFile).drift(of: files, lockFile: lockFile) { file in
            if file.expectedID == "com.example.c" { throw Unhashable() }
            return try Self.hash(file)
        }
        #expect(
            drift.map(\.description) == [
                "lexicons.json:4:5: error: com.example.gone has no entry in resolutions [lock-drift]",
                "lexicons.json:11:14: error: com.example.a is locked as A, but com/example/a.json is Z [lock-drift]",
                "lexicons.json:15:14: error: com.example.b is locked, but its file is missing [lock-drift]",
                "lexicons.json:19:14: error: com.example.c cannot be hashed: com/example/c.json is not JSON [lock-drift]",
            ])
    }

    @Test func anUpdateKeepsURIsAndDropsWhatIsGone() throws {
        let files = makeFiles([("com.example.b", "B2"), ("com.example.c", "C"), ("com.example.own", "X")])
        let update = try Self.lock.updated(from: files, authority: nil, hash: Self.hash)
        #expect(update.lock.roots == ["com.example.b"])
        #expect(
            update.lock.resolutions == [
                "com.example.b": .init(uri: Self.uri("com.example.b"), cid: "B2"),
                "com.example.c": .init(uri: Self.uri("com.example.c"), cid: "C"),
            ])
        #expect(update.unpublished == ["com.example.own"])
        #expect(update.dropped == ["com.example.a"])
        #expect(update.lock.drift(of: files, lockFile: Self.file(Self.text), hash: Self.hash).isEmpty)
    }

    @Test func anAuthorityPublishesWhatIsNew() throws {
        let files = makeFiles([("com.example.c", "C"), ("com.example.own", "X")])
        let update = try Self.lock.updated(from: files, authority: "did:plc:new", hash: Self.hash)
        #expect(update.lock.roots == ["com.example.own"])
        #expect(update.lock.resolutions["com.example.c"]?.uri == Self.uri("com.example.c"))
        let uri = "at://did:plc:new/com.atproto.lexicon.schema/com.example.own"
        #expect(update.lock.resolutions["com.example.own"] == .init(uri: uri, cid: "X"))
        #expect(update.unpublished.isEmpty)
    }
}
