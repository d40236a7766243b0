// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The folder that a command works on.
struct FolderOptions: ParsableArguments {
    @Argument(
        help: """
            The folder with the lexicons, whose sub-folders spell the NSID; without it, those in LEXICON_FOLDERS, \
            separated by colons, or else lexicons.
            """)
    var folder: String?

    init() {}

    /// Stands in for the parsed argument of a command that names its folder otherwise.
    init(folder: String?) {
        self.folder = folder
    }

    /// The folder that was named, or those that stand in for it.
    func folders() -> [LexiconFolder] {
        if let folder { return [LexiconFolder(path: folder)] }
        let listed = ProcessInfo.processInfo.environment["LEXICON_FOLDERS"]?.split(separator: ":") ?? []
        return listed.isEmpty ? [LexiconFolder(path: "lexicons")] : listed.map { LexiconFolder(path: String($0)) }
    }

    /// The one folder of a command that cannot work on several.
    func onlyFolder() throws -> LexiconFolder {
        let folders = folders()
        guard let first = folders.first, folders.count == 1 else {
            throw ValidationError("name one of the folders \(folders.map(\.path).joined(separator: ", "))")
        }
        return first
    }
}
