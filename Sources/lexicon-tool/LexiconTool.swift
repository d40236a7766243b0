// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@main
struct LexiconTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexicon-tool",
        abstract: "Checks AT Protocol lexicons and turns them into Swift.",
        discussion: """
            Findings go to standard error as file:line:column: severity: message [rule].
            The exit code is 0 if all is well, 1 with errors or drift, 64 for wrong arguments.
            """,
        subcommands: [
            GenerateCommand.self, VerifyCommand.self, LintCommand.self, FormatCommand.self, FilterCommand.self,
            NewCommand.self, DiffCommand.self, RulesCommand.self,
        ])
}
