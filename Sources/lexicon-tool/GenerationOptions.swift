// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Lexicon
import LexiconCodegen
import LexiconFiles

/// What `generate` and `verify` have in common: which lexicons become which code.
struct GenerationOptions: ParsableArguments {
    @Option(help: "The folder with the lexicons; sub-folders spell the NSID.")
    var lexicons = "lexicons"

    @Option(help: "The configuration; without it, lexicon-codegen.json beside the folder if there is one.")
    var config: String?

    @Option(help: "Who may use the code: public, package or internal; overrides the configuration.")
    var access: GeneratorOptions.Access?

    /// The lexicons that are to become code, and how.
    struct Selection {
        let set: LexiconSet
        let options: GeneratorOptions
        /// The names of all files that a build expects.
        let fileNames: [String]

        /// The code, with an empty file for each lexicon that no root needs.
        func outputs() -> [GeneratorPipeline.Output] {
            let outputs = GeneratorPipeline(options: options).generate(set)
            let missing = Set(fileNames).subtracting(outputs.map(\.fileName))
            return outputs + missing.sorted().map(GeneratorPipeline.unused)
        }
    }

    /// What the lexicons and the configuration mean now; findings are printed.
    func selection() throws -> Selection {
        let folder = LexiconFolder(path: lexicons)
        var configuration = try configuration(beside: folder)
        if let access { configuration.options.access = access }
        let files = try folder.files()
        let set = LexiconSet(files)
        FindingPrinter.print(set.diagnostics)
        guard !set.hasErrors else { throw ExitCode.failure }
        return Selection(
            set: try Self.filtered(set, to: configuration.roots), options: configuration.options,
            fileNames: files.map { GeneratorPipeline.fileName(forLexiconAt: $0.relativePath) })
    }

    private func configuration(beside folder: LexiconFolder) throws -> GeneratorConfiguration {
        let url =
            config.map { URL(fileURLWithPath: $0) }
            ?? URL(fileURLWithPath: folder.path).deletingLastPathComponent()
            .appendingPathComponent(GeneratorConfiguration.fileName)
        guard let content = try? Data(contentsOf: url) else {
            guard config == nil else { throw ToolFailure("there is no \(url.path)") }
            return GeneratorConfiguration()
        }
        let file = LexiconFile(relativePath: url.lastPathComponent, displayPath: url.path, bytes: Array(content))
        do {
            return try GeneratorConfiguration(file)
        } catch {
            FindingPrinter.print(error.findings)
            throw ExitCode.failure
        }
    }

    private static func filtered(_ set: LexiconSet, to roots: [String]?) throws -> LexiconSet {
        guard let roots else { return set }
        let patterns = try roots.map { text in
            guard let pattern = DefinitionPattern(text) else {
                throw ToolFailure("\(text) is not an NSID or a pattern")
            }
            return pattern
        }
        let closure = DefinitionClosure(of: patterns, in: set)
        for root in closure.unmatchedRoots { throw ToolFailure("the root \(root) matches no definition") }
        return set.filtered(to: closure)
    }
}
