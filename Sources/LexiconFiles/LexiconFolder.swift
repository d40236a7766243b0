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

    /// What a folder holds.
    package struct Contents {
        /// The lexicons that could be read, by path.
        package var files: [LexiconFile] = []
        /// A finding for each lexicon that could not be read.
        package var unreadable: [Diagnostic] = []

        /// Whether there is no lexicon at all.
        package var isEmpty: Bool { files.isEmpty && unreadable.isEmpty }
    }

    /// Refuses what is not a folder, as a mistake of whoever named it.
    package func check() throws {
        guard try exists() else { throw ValidationError("there is no folder \(path)") }
    }

    /// Whether there is such a folder; a file in its place is refused.
    package func exists() throws -> Bool {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { return false }
        guard isFolder.boolValue else { throw ValidationError("\(path) is a file; name its folder") }
        return true
    }

    /// Every JSON file below the folder except hidden ones; a folder without any is remarked upon.
    package func contents() throws -> Contents {
        let contents = try read()
        if contents.isEmpty { FindingPrinter.print(remark: "no lexicons in \(path)") }
        return contents
    }

    /// The documents without errors; nothing is printed, and a folder that is missing has none.
    package func soundDocuments() throws -> [LexiconDocument] {
        try exists() ? LexiconSet(try read().files).documents : []
    }

    private func read() throws -> Contents {
        try check()
        let root = url
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: root.path) else {
            throw ToolFailure("the folder \(path) cannot be read")
        }
        var contents = Contents()
        for name in names.sorted() where Self.isLexicon(name) {
            let file = root.appendingPathComponent(name)
            do {
                let bytes = try FileReader.bytes(of: file)
                contents.files.append(LexiconFile(relativePath: name, displayPath: file.path, bytes: bytes))
            } catch {
                contents.unreadable.append(Diagnostic(unreadable: error.path, because: error.cause))
            }
        }
        return contents
    }

    /// Whether a path names a lexicon; editors and file systems keep hidden files beside them.
    private static func isLexicon(_ name: String) -> Bool {
        name.hasSuffix(".json") && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }

    /// The documents of the folder, or exit code 1 after their findings where some are errors.
    package func usableSet() throws -> LexiconSet {
        let contents = try contents()
        let set = LexiconSet(contents.files)
        guard !set.hasErrors, contents.unreadable.isEmpty else {
            FindingPrinter.print((contents.unreadable + set.diagnostics).sortedByPlace())
            throw ExitCode.failure
        }
        return set
    }
}
