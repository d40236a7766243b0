// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import LexiconCodegen

struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Writes one Swift file for each lexicon, and LexiconRegistry.swift.",
        discussion: """
            A file whose content has not changed is not touched, so that the compiler skips it. The configuration is a \
            JSON object: access (public, package, internal), parts (methods, hashable, codable), defaults (sent, \
            omitted), roots (NSIDs and patterns; what they need comes with them).
            """)

    @OptionGroup var generation: GenerationOptions

    @Option(help: "The folder for the Swift files; it is made if it is missing.")
    var output: String

    func run() throws { try OutputFolder(path: output).write(try generation.outputs()) }
}
