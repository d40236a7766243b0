// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import LexiconCodegen
import LexiconFiles

struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Writes one Swift file for each lexicon, and LexiconRegistry.swift.",
        discussion: """
            A file whose content has not changed is not touched, so that the compiler skips it. The configuration is a \
            JSON object: access (public, package, internal), parts (methods, hashable, codable), defaults (sent, \
            omitted), roots (NSIDs and patterns; what they need comes with them). Generated files in the folder that \
            no lexicon becomes any more are deleted, and named; other files are kept.
            """)

    @OptionGroup var generation: GenerationOptions

    @Option(help: "The folder for the Swift files; it is made if it is missing.")
    var output: String

    @Flag(help: "Also prints a note for every name that is another one in Swift.")
    var notes = false

    func validate() throws { try OutputFolder(path: output).check() }

    func run() throws {
        let selection = try generation.selection()
        if notes { FindingPrinter.print(GeneratorPipeline.renames(in: selection.set)) }
        let folder = OutputFolder(path: output)
        let outputs = selection.outputs()
        try folder.write(outputs)
        for name in folder.leftOver(by: outputs) {
            try folder.delete(name)
            print("\(output)/\(name): deleted")
        }
    }
}
