// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@main
struct LexiconTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexicon-tool",
        abstract: "Checks AT Protocol lexicons and turns them into Swift.",
        discussion: """
            Findings go to standard error as file:line:column: severity: message [rule].
            The exit code is 0 without errors, 1 with errors, 64 for wrong arguments.
            """,
        subcommands: [GenerateCommand.self, LintCommand.self, DiffCommand.self])
}
