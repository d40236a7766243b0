// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Lexicon

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Explains every rule of lint, or of diff, in Markdown.")

    @Flag(help: "Explain the rules of diff.")
    var changes = false

    func run() { print(changes ? ChangeCatalogue.markdown : RuleCatalogue.markdown, terminator: "") }
}
