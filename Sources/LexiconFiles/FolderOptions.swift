// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser
import Foundation

/// The folder that a command works on.
package struct FolderOptions: ParsableArguments {
    @Argument(
        help: """
            The folder with the lexicons, whose sub-folders spell the NSID; without it, those in LEXICON_FOLDERS, \
            separated by colons, or else lexicons.
            """)
    package var folder: String?

    package init() {}

    /// Stands in for the parsed argument of a command that names its folder otherwise.
    package init(folder: String?) {
        self.folder = folder
    }

    package func validate() throws {
        for folder in folders() { try folder.check() }
    }

    /// The folder that was named, or those that stand in for it.
    package func folders() -> [LexiconFolder] {
        if let folder { return [LexiconFolder(path: folder)] }
        let listed = ProcessInfo.processInfo.environment["LEXICON_FOLDERS"]?.split(separator: ":") ?? []
        return listed.isEmpty ? [LexiconFolder(path: "lexicons")] : listed.map { LexiconFolder(path: String($0)) }
    }

    /// The one folder of a command that cannot work on several.
    package func onlyFolder() throws -> LexiconFolder {
        let folders = folders()
        guard let first = folders.first, folders.count == 1 else {
            throw ValidationError("name one of the folders \(folders.map(\.path).joined(separator: ", "))")
        }
        return first
    }
}
