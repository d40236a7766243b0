// SPDX-License-Identifier: Apache-2.0

import Foundation
import PackagePlugin

/// Generates the Swift of a target's `lexicons` folder at every build in which a lexicon has changed.
///
/// Every lexicon is an input of the one command, since documents refer to each other; the outputs are one file for
/// each lexicon, whose path spells its NSID, and the registry.
@main
struct LexiconPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let module = target.sourceModule else { return [] }
        let root = module.directoryURL.appending(path: "lexicons").resolvingSymlinksInPath()
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: root.path) else {
            throw LexiconPluginError.noFolder(target: target.name, path: root.path)
        }
        let lexicons = names.filter(Self.isLexicon).sorted()
        guard !lexicons.isEmpty else { throw LexiconPluginError.noLexicons(target: target.name, path: root.path) }
        let config = module.directoryURL.appending(path: "lexicon-codegen.json")
        let hasConfig = FileManager.default.fileExists(atPath: config.path)
        let output = context.pluginWorkDirectoryURL.appending(path: "Lexicons")
        let outputs = lexicons.map { name in
            name.dropLast(".json".count).split(separator: "/").joined(separator: ".") + ".swift"
        }
        return [
            .buildCommand(
                displayName: "Generating Swift from \(lexicons.count) lexicons for \(target.name)",
                executable: try context.tool(named: "lexicon-tool").url,
                arguments: ["generate", "--lexicons", root.path, "--output", output.path]
                    + (hasConfig ? ["--config", config.path] : []),
                inputFiles: lexicons.map { root.appending(path: $0) } + (hasConfig ? [config] : []),
                outputFiles: (outputs + ["LexiconRegistry.swift"]).map { output.appending(path: $0) })
        ]
    }

    /// Whether a path names a lexicon; the tool passes over hidden files too.
    private static func isLexicon(_ name: String) -> Bool {
        name.hasSuffix(".json") && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }
}
