// SPDX-License-Identifier: Apache-2.0

extension Diagnostic.Rule {
    /// Why the rule objects.
    public var cause: String { Explanation.byRule[self]?.cause ?? "" }

    /// What an author does about it.
    public var remedy: String { Explanation.byRule[self]?.remedy ?? "" }

    /// Whether ``LexiconLint`` owns the rule; the others are part of reading a set.
    public var isLint: Bool { Explanation.lintRules.contains(self) }

    /// How bad a finding is, unless a caller chooses otherwise.
    public var severity: Diagnostic.Severity {
        switch self {
        case .unknownType, .unknownFormat, .unknownResource, .unknownMember, .repeated: .warning
        case .renamed: .note
        default: isLint ? .warning : .error
        }
    }
}

/// What a rule objects to and what helps, for people.
struct Explanation {
    let rule: Diagnostic.Rule
    let cause: String
    let remedy: String

    init(_ rule: Diagnostic.Rule, _ cause: String, _ remedy: String) {
        self.rule = rule
        self.cause = cause
        self.remedy = remedy
    }

    fileprivate static let lints = recordLints + typeLints + methodLints + nameLints + permissionLints
    fileprivate static let lintRules = Set(lints.map(\.rule))
    fileprivate static let byRule: [Diagnostic.Rule: Explanation] = {
        let all = documentRules + typeRules + recursionRules + fileRules + futureRules + lints
        return Dictionary(all.map { ($0.rule, $0) }, uniquingKeysWith: { first, _ in first })
    }()
}
