// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import XRPCHost

struct ReasonsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reasons",
        abstract: "Prints every code with which a session can be refused: rule, source, answer, remedy.",
        discussion: "The output is Markdown; docs/refusal-reasons.md is a copy of it.")

    func run() { print(ReasonCatalogue.markdown, terminator: "") }
}
