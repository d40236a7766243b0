// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Lexicon
import LexiconCodegen

struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Writes one Swift file for each lexicon, and LexiconRegistry.swift.",
        discussion: "A file whose content has not changed is not touched, so that the compiler skips it.")

    @Option(help: "The folder with the lexicons; sub-folders spell the NSID.")
    var lexicons: String

    @Option(help: "The folder for the Swift files; it is made if it is missing.")
    var output: String

    @Option(
        help: "Who may use the code: public, package or internal.", transform: GeneratorOptions.Access.init(argument:))
    var access: GeneratorOptions.Access = .public

    func run() throws {
        let set = LexiconSet(try LexiconFolder(path: lexicons).files())
        FindingPrinter.print(set.diagnostics)
        guard !set.hasErrors else { throw ExitCode.failure }
        try OutputFolder(path: output).write(GeneratorPipeline(options: GeneratorOptions(access: access)).generate(set))
    }
}

extension GeneratorOptions.Access {
    init(argument: String) throws {
        guard let level = GeneratorOptions.Access(rawValue: argument) else {
            throw ValidationError("access must be public, package or internal, not \(argument)")
        }
        self = level
    }
}
