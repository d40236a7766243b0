// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Changes as a text for people or for programs.
public struct ChangeReport: Sendable {
    private let changes: [LexiconChange]
    private let sources: [String: LexiconFile]
    private let folder: String?

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - changes: the changes; the report keeps their order.
    ///   - sets: the sets that they are about.
    ///   - folder: the absolute path of the folder to which a SARIF log names files relatively.
    public init(_ changes: [LexiconChange], in sets: [LexiconSet], relativeTo folder: String? = nil) {
        self.changes = changes
        self.folder = folder
        let files = sets.flatMap { set in set.documents.compactMap(set.file(of:)) }
        sources = Dictionary(files.map { ($0.displayPath, $0) }) { first, _ in first }
    }

    /// The whole report; it ends with a line feed unless it is empty.
    public func rendered(as format: DiagnosticReport.Format) -> String {
        switch format {
        case .text: changes.map { "\($0)\n" }.joined()
        case .json: JSONTextWriter.text(of: .array(changes.map(Self.object)))
        case .sarif: JSONTextWriter.text(of: sarif)
        }
    }

    private static func object(_ change: LexiconChange) -> JSONText {
        .object([
            "file": .string(change.file), "line": .integer(change.position.line),
            "column": .integer(change.position.column), "version": .string(change.side.rawValue),
            "verdict": .string(change.verdict.rawValue), "rule": .string(change.rule.rawValue),
            "parties": .array(change.parties.sorted().map { .string($0.rawValue) }),
            "message": .string(change.message),
        ])
    }

    private var sarif: JSONText {
        let rules = LexiconChange.Rule.allCases.map { rule in
            SARIFLog.Rule(
                id: rule.rawValue, summary: rule.rawValue.replacing("-", with: " "),
                help: "docs/lexicon-changes.md tells whom it breaks.", level: "warning")
        }
        let results = changes.map { change in
            SARIFLog.Result(
                rule: change.rule.rawValue, level: change.verdict.level, message: change.message, file: change.file,
                position: change.position)
        }
        return SARIFLog(rules: rules, results: results, sources: sources, folder: folder).log
    }
}

extension LexiconChange.Verdict {
    /// The level of SARIF for the verdict.
    fileprivate var level: String {
        switch self {
        case .breaking: "error"
        case .unclear: "warning"
        case .safe: "note"
        }
    }
}
