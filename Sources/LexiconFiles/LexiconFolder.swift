// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
package import Foundation
package import Lexicon

/// Reads the lexicons of a folder.
package struct LexiconFolder {
    package let path: String

    /// Names a folder.
    package init(path: String) {
        self.path = path
    }

    /// The folder itself, not a link to it.
    package var url: URL { URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath() }

    /// Every JSON file below the folder, by path.
    package func files() throws -> [LexiconFile] {
        let root = url
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: root.path) else {
            throw ValidationError("there is no folder \(path)")
        }
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            let file = root.appendingPathComponent(name)
            return LexiconFile(
                relativePath: name, displayPath: file.path, bytes: Array(try Data(contentsOf: file)))
        }
    }

    /// The documents of the folder, or exit code 1 after their findings where some are errors.
    package func usableSet() throws -> LexiconSet {
        let set = LexiconSet(try files())
        guard !set.hasErrors else {
            FindingPrinter.print(set.diagnostics)
            throw ExitCode.failure
        }
        return set
    }
}
