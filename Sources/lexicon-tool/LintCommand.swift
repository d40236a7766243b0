// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Lexicon

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Reports everything that is wrong with the lexicons, and writes nothing.")

    @Argument(help: "The folder with the lexicons; sub-folders spell the NSID.")
    var lexicons: String

    func run() throws {
        let set = LexiconSet(try LexiconFolder(path: lexicons).files())
        FindingPrinter.print(set.diagnostics)
        if set.hasErrors { throw ExitCode.failure }
    }
}
