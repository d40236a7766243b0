// SPDX-License-Identifier: Apache-2.0

/// Looks for what is allowed in a lexicon and still likely to hurt later.
///
/// Documents with errors are not part of the set and are passed over; ``LexiconSet/diagnostics`` has their findings.
public struct LexiconLint: Sendable {
    /// What becomes of the findings of a rule.
    public enum Level: String, Sendable, CaseIterable {
        /// They are dropped.
        case off
        /// They are reported.
        case warning
        /// They are reported as errors.
        case error
    }

    private let levels: [Diagnostic.Rule: Level]

    /// Makes a lint.
    ///
    /// - Parameter levels: the rules that differ from the default, which is a warning for every lint rule.
    public init(levels: [Diagnostic.Rule: Level] = [:]) {
        self.levels = levels
    }

    /// What becomes of the findings of `rule`; rules of the language itself are not the lint's and are off.
    public func level(of rule: Diagnostic.Rule) -> Level {
        rule.isLint ? levels[rule] ?? .warning : .off
    }

    /// The findings in all documents, sorted by place; the set's own are not repeated.
    public func findings(in set: LexiconSet) -> [Diagnostic] {
        let census = LintCensus(set)
        return set.documents.flatMap { findings(in: $0, of: set, census) }.sortedByPlace()
    }

    private static let checks: [any LintCheck.Type] = [
        RecordLimits.self, StringValues.self, Growth.self, Presence.self, Portability.self, Parameters.self,
        Paging.self, Bodies.self, MethodNames.self, NameStyle.self, CaseClashes.self, Descriptions.self,
        Unused.self, Permissions.self,
    ]

    private func findings(in document: LexiconDocument, of set: LexiconSet, _ census: LintCensus) -> [Diagnostic] {
        guard let file = set.file(of: document) else { return [] }
        let subject = LintSubject(document: document, set: set, census: census)
        var report = LintReport(place: FindingPlace(file), lint: self)
        for check in Self.checks { check.check(subject, &report) }
        return report.findings
    }
}
