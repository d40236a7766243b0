// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Lexicon
import LexiconCodegen
import LexiconFiles

/// What `generate` and `verify` have in common: which lexicons become which code.
struct GenerationOptions: ParsableArguments {
    @Option(
        help: """
            The folder with the lexicons, whose sub-folders spell the NSID; without it, the one in LEXICON_FOLDERS, or \
            else lexicons.
            """)
    var lexicons: String?

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

    func validate() throws { try folder().check() }

    private func folder() throws -> LexiconFolder { try FolderOptions(folder: lexicons).onlyFolder() }

    /// What the lexicons and the configuration mean now; findings are printed.
    func selection() throws -> Selection {
        let folder = try folder()
        var configuration = try configuration(beside: folder)
        if let access { configuration.options.access = access }
        let contents = try folder.contents()
        let set = LexiconSet(contents.files)
        FindingPrinter.print((contents.unreadable + set.diagnostics).sortedByPlace())
        guard !set.hasErrors, contents.unreadable.isEmpty else { throw ExitCode.failure }
        return Selection(
            set: try Self.filtered(set, to: configuration.roots), options: configuration.options,
            fileNames: contents.files.map { GeneratorPipeline.fileName(forLexiconAt: $0.relativePath) })
    }

    private func configuration(beside folder: LexiconFolder) throws -> GeneratorConfiguration {
        let url =
            config.map { URL(fileURLWithPath: $0) }
            ?? URL(fileURLWithPath: folder.path).deletingLastPathComponent()
            .appendingPathComponent(GeneratorConfiguration.fileName)
        guard config != nil || FileManager.default.fileExists(atPath: url.path) else { return GeneratorConfiguration() }
        let bytes = try FileReader.bytes(of: url)
        let file = LexiconFile(relativePath: url.lastPathComponent, displayPath: url.path, bytes: bytes)
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
