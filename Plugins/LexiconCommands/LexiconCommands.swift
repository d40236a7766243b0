// SPDX-License-Identifier: Apache-2.0

import Foundation
import PackagePlugin

/// Runs `lexicon-tool`, and `lexicon-lock` for `lock`, from `swift package lexicon`, with the arguments that follow.
///
/// Where no folder is named, the command works on the `lexicons` folder of each target that has one.
@main
struct LexiconCommands: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) async throws {
        let process = Process()
        let isLock = arguments.first == "lock"
        process.executableURL = try context.tool(named: isLock ? "lexicon-lock" : "lexicon-tool").url
        process.arguments = isLock ? Array(arguments.dropFirst()) : arguments
        process.currentDirectoryURL = context.package.directoryURL
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["LEXICON_FOLDERS": Self.folders(of: context.package).joined(separator: ":")]) { own, _ in own }
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw LexiconCommandsError.failed(arguments: arguments, exitCode: process.terminationStatus)
        }
    }

    /// The folders called `lexicons` of all targets; two links to one folder count once.
    ///
    /// A link keeps its own path, since the settings of the generator are beside it and not beside what it leads to.
    private static func folders(of package: Package) -> [String] {
        let folders = package.targets.compactMap { target -> URL? in
            guard let module = target.sourceModule else { return nil }
            let folder = module.directoryURL.appending(path: "lexicons")
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) && isFolder.boolValue
                ? folder : nil
        }.sorted { $0.path < $1.path }
        return Dictionary(folders.map { ($0.resolvingSymlinksInPath().path, $0.path) }) { first, _ in first }
            .values.sorted()
    }
}
