// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// The findings about one file, of which the places are looked up all at once in the end.
///
/// A file that is wrong throughout has more findings than anybody reads, so only the first of each severity are kept.
struct FindingList {
    /// How many findings of each severity are kept.
    static let maximumCount = 500

    private struct Draft {
        let pointer: [String]
        let severity: Diagnostic.Severity
        let rule: Diagnostic.Rule
        let message: String
    }

    private let file: LexiconFile
    private var drafts: [Draft] = []
    private var counts: [Diagnostic.Severity: Int] = [:]

    init(_ file: LexiconFile) {
        self.file = file
    }

    var hasErrors: Bool { counts[.error] != nil }

    /// Keeps a finding; neither pointer nor message is made where there are too many already.
    mutating func add(
        _ pointer: @autoclosure () -> [String], _ severity: Diagnostic.Severity, _ rule: Diagnostic.Rule,
        _ message: @autoclosure () -> String
    ) {
        counts[severity, default: 0] += 1
        guard counts[severity, default: 0] <= Self.maximumCount else { return }
        drafts.append(Draft(pointer: pointer(), severity: severity, rule: rule, message: message()))
    }

    /// The findings with their places, in the order in which they were made.
    var diagnostics: [Diagnostic] {
        let positions = JSONPointerLocator(file.bytes).positions(of: drafts.map(\.pointer))
        let kept = zip(drafts, positions).map { draft, position in
            Diagnostic(
                file: file.displayPath, position: position, severity: draft.severity, rule: draft.rule,
                message: draft.message)
        }
        return kept + [.error, .warning].compactMap(rest)
    }

    /// A finding that says how many others there are.
    private func rest(_ severity: Diagnostic.Severity) -> Diagnostic? {
        let count = counts[severity, default: 0] - Self.maximumCount
        guard count > 0 else { return nil }
        return Diagnostic(
            file: file.displayPath, position: SourcePosition(line: 1, column: 1), severity: severity,
            rule: .tooManyFindings, message: "\(count) more of severity \(severity.rawValue) are not listed")
    }
}
