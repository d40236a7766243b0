// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Lexicon
import LexiconFiles
import XRPCCore

@main
struct LexiconLockTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexicon-lock", abstract: "Checks that the lexicons are those that lexicons.json says.",
        discussion: """
            lexicons.json names published lexicons with the hashes of their content. The check needs no network. A \
            lexicon that the file does not name is not checked.
            """)

    @OptionGroup var folder: FolderOptions

    @Option(help: "The lock file; without it, lexicons.json beside the folder.")
    var manifest: String?

    @Flag(help: "Write the hashes of the lexicons into the file, and drop lexicons that are gone, instead of checking.")
    var write = false

    @Option(
        help: "With --write: the DID that publishes the lexicons which the file does not name yet.",
        transform: DID.init(argument:))
    var authority: DID?

    func validate() throws {
        if authority != nil, !write { throw ValidationError("--authority goes with --write") }
    }

    func run() throws {
        guard manifest == nil else { return try run(in: try folder.onlyFolder()) }
        for folder in folder.folders() { try run(in: folder) }
    }

    private func run(in folder: LexiconFolder) throws {
        let contents = try folder.contents()
        FindingPrinter.print(contents.unreadable)
        let url =
            manifest.map { URL(fileURLWithPath: $0) }
            ?? folder.url.deletingLastPathComponent().appendingPathComponent("lexicons.json")
        let exists = FileManager.default.fileExists(atPath: url.path)
        guard exists || write else { throw ToolFailure("there is no \(url.path); --write makes it") }
        let bytes = exists ? try FileReader.bytes(of: url) : LexiconLock().bytes
        let file = LexiconFile(relativePath: url.lastPathComponent, displayPath: url.path, bytes: bytes)
        do {
            let lock = try LexiconLock(file)
            if !write { try check(lock, contents.files, file) }
            guard contents.unreadable.isEmpty else { throw ExitCode.failure }
            if write { try self.write(lock, with: contents.files, to: url) }
        } catch let refusal as LexiconLock.Refusal {
            FindingPrinter.print(refusal.findings)
            throw ExitCode.failure
        }
    }

    private func check(_ lock: LexiconLock, _ files: [LexiconFile], _ lockFile: LexiconFile) throws {
        let drift = lock.drift(of: files, lockFile: lockFile, hash: RecordHash.cid(of:))
        FindingPrinter.print(drift)
        guard drift.isEmpty else { throw ExitCode.failure }
    }

    private func write(_ lock: LexiconLock, with files: [LexiconFile], to url: URL) throws {
        let update = try lock.updated(from: files, authority: authority?.rawValue, hash: RecordHash.cid(of:))
        for id in update.dropped { print("\(id) is gone and was dropped") }
        for id in update.unpublished { print("\(id) is not in the file; --authority adds it") }
        if try FileWriter.write(update.lock.bytes, to: url) { print(url.path) }
    }
}

extension DID {
    init(argument: String) throws {
        guard let did = DID(rawValue: argument) else {
            throw ValidationError("\(argument) is not a DID such as did:web:example.com")
        }
        self = did
    }
}
