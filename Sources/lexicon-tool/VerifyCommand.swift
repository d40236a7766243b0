// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import LexiconCodegen

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Proves that checked-in code is what the lexicons would give now.",
        discussion: "Prints every file that is missing, different or left over; the exit code is 1 if there is one.")

    @OptionGroup var generation: GenerationOptions

    @Option(help: "The folder with the Swift files.")
    var output: String

    func validate() throws { try OutputFolder(path: output).check() }

    func run() throws {
        let drift = OutputFolder(path: output).drift(from: try generation.selection().outputs())
        for line in drift { print(line) }
        if !drift.isEmpty { throw ExitCode.failure }
    }
}
