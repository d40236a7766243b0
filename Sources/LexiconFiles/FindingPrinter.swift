// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Lexicon

/// Prints findings where their readers look for them.
package enum FindingPrinter {
    /// Prints text to standard error, in the form that build systems pick up, and everything else to standard output.
    package static func print(
        _ diagnostics: [Diagnostic], as format: DiagnosticReport.Format = .text, about files: [LexiconFile] = []
    ) {
        let folder = FileManager.default.currentDirectoryPath
        let report = DiagnosticReport(diagnostics, files: files, relativeTo: folder).rendered(as: format)
        let stream = format == .text ? FileHandle.standardError : FileHandle.standardOutput
        stream.write(Data(report.utf8))
    }

    /// Prints a line to standard error that is about no place in a file.
    package static func print(remark: String) {
        FileHandle.standardError.write(Data("\(remark)\n".utf8))
    }
}
