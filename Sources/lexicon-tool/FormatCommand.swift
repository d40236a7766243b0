// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Lexicon
import LexiconFiles

struct FormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Lays the lexicons out in one canonical way, and prints which files it changed.",
        discussion: """
            Members of the language stand in a fixed order, two spaces a level, short lists on one line. The order of \
            definitions and properties stays the author's. A file that is not strict JSON is reported and left alone.
            """)

    @OptionGroup var folder: FolderOptions

    @Flag(help: "Change nothing; exit with 1 if a file is not as it should be.")
    var check = false

    func run() throws {
        var isClean = true
        for folder in folder.folders() {
            let contents = try folder.contents()
            FindingPrinter.print(contents.unreadable)
            // Every file is laid out, whatever is wrong with another.
            let isRight = try contents.files.map(isRight)
            isClean = isClean && contents.unreadable.isEmpty && isRight.allSatisfy(\.self)
        }
        guard isClean else { throw ExitCode.failure }
    }

    /// Formats one file and says whether nothing remains to be done; what keeps it from being formatted is printed.
    private func isRight(_ file: LexiconFile) throws -> Bool {
        do {
            return try !format(file) || !check
        } catch let refusal as LexiconFormatter.Refusal {
            FindingPrinter.print(refusal.findings)
        } catch let failure as ToolFailure {
            FindingPrinter.print(remark: "Error: \(failure)")
        }
        return false
    }

    /// Formats one file and says whether that changes it.
    private func format(_ file: LexiconFile) throws -> Bool {
        let bytes = try LexiconFormatter().format(file)
        guard bytes != file.bytes else { return false }
        if !check { try FileWriter.write(bytes, to: URL(fileURLWithPath: file.displayPath)) }
        print(file.displayPath)
        return true
    }
}
