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
        let diff = LexiconDiff(
            from: try LexiconFolder(path: old).usableSet(), to: try LexiconFolder(path: new).usableSet())
        for change in diff.changes where !quiet || change.verdict != .safe {
            FileHandle.standardOutput.write(Data("\(change)\n".utf8))
        }
        if diff.isBreaking { throw ExitCode.failure }
    }
}
