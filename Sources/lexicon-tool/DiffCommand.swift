// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Lexicon
import LexiconFiles

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compares two versions of a folder of lexicons and says which changes break whom.",
        discussion: """
            Changes go to standard output. The exit code is 1 if anybody breaks or a lexicon has errors.
            docs/lexicon-changes.md explains every verdict.
            """)

    @Argument(help: "The folder with the old lexicons.")
    var old: String

    @Argument(help: "The folder with the new lexicons.")
    var new: String

    @Flag(help: "Leaves out the changes that nobody notices.")
    var quiet = false

    func run() throws {
        let sets = try [old, new].map { LexiconSet(try LexiconFolder(path: $0).files()) }
        for set in sets { FindingPrinter.print(set.diagnostics) }
        guard !sets.contains(where: \.hasErrors) else { throw ExitCode.failure }
        let diff = LexiconDiff(from: sets[0], to: sets[1])
        for change in diff.changes where !quiet || change.verdict != .safe {
            FileHandle.standardOutput.write(Data("\(change)\n".utf8))
        }
        if diff.isBreaking { throw ExitCode.failure }
    }
}
