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

    @Option(help: "How to print the changes.")
    var format: DiagnosticReport.Format = .text

    func validate() throws {
        for path in [old, new] { try LexiconFolder(path: path).check() }
    }

    func run() throws {
        let sets = [try LexiconFolder(path: old).usableSet(), try LexiconFolder(path: new).usableSet()]
        let diff = LexiconDiff(from: sets[0], to: sets[1])
        let report = ChangeReport(
            diff.changes.filter { !quiet || $0.verdict != .safe }, in: sets,
            relativeTo: FileManager.default.currentDirectoryPath)
        FileHandle.standardOutput.write(Data(report.rendered(as: format).utf8))
        if diff.isBreaking { throw ExitCode.failure }
    }
}
