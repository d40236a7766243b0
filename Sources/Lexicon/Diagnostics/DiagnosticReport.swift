// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Findings as a text for people or for programs.
public struct DiagnosticReport: Sendable {
    /// The forms that a report can have.
    public enum Format: String, Sendable, CaseIterable {
        /// One line for each finding, as compilers print them.
        case text
        /// An array with one object for each finding.
        case json
        /// A log of the Static Analysis Results Interchange Format, version 2.1.0.
        case sarif
    }

    /// The findings in the order of the report.
    public let diagnostics: [Diagnostic]
    private let sources: [String: LexiconFile]
    private let folder: String?

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - diagnostics: the findings; the report keeps their order.
    ///   - files: the files that they are about; without them, columns of a SARIF log count bytes.
    ///   - folder: the absolute path of the folder to which a SARIF log names files relatively.
    public init(_ diagnostics: [Diagnostic], files: [LexiconFile] = [], relativeTo folder: String? = nil) {
        self.diagnostics = diagnostics
        self.folder = folder
        sources = Dictionary(files.map { ($0.displayPath, $0) }) { first, _ in first }
    }

    /// The whole report; it ends with a line feed unless it is empty.
    public func rendered(as format: Format) -> String {
        switch format {
        case .text: diagnostics.map { "\($0)\n" }.joined()
        case .json: JSONTextWriter.text(of: .array(diagnostics.map(Self.object)))
        case .sarif: JSONTextWriter.text(of: sarif)
        }
    }

    private var sarif: JSONText {
        let rules = Diagnostic.Rule.allCases.map { rule in
            SARIFLog.Rule(id: rule.rawValue, summary: rule.cause, help: rule.remedy, level: rule.severity.rawValue)
        }
        let results = diagnostics.map { finding in
            SARIFLog.Result(
                rule: finding.rule.rawValue, level: finding.severity.rawValue, message: finding.message,
                file: finding.file, position: finding.position)
        }
        return SARIFLog(rules: rules, results: results, sources: sources, folder: folder).log
    }

    private static func object(_ diagnostic: Diagnostic) -> JSONText {
        .object([
            "file": .string(diagnostic.file), "line": .integer(diagnostic.position.line),
            "column": .integer(diagnostic.position.column), "severity": .string(diagnostic.severity.rawValue),
            "rule": .string(diagnostic.rule.rawValue), "message": .string(diagnostic.message),
        ])
    }
}
