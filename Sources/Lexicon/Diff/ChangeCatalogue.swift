// SPDX-License-Identifier: Apache-2.0

/// All kinds of change as a page for people.
public enum ChangeCatalogue {
    /// The page in Markdown; `docs/lexicon-changes.md` is a copy of it.
    public static var markdown: String {
        """
        # Changes of lexicons

        A type can be used in three ways, which are followed through references and across documents:

        - **Input**: parameters and request bodies. Old callers break when less is permitted.
        - **Output**: response bodies and messages. Old readers break when more is possible.
        - **Record**: written and read by everybody, and kept. Old writers and what they stored break when less is
          permitted, and old readers when more is possible.

        A definition that nothing in the old set refers to counts as input and as output. A change is *unclear* where
        everything stays valid and something may stop having an effect; a person should look. A reference to another
        definition is judged by the difference between the two definitions.

        Two changes are safe although they add something. Callers have to expect errors that no lexicon declares, so a
        new error is no surprise. The language counts on new optional fields, so one is no surprise either, although an
        old value may have had an unknown field of that name.

        | Change | Input | Output | Record |
        | --- | --- | --- | --- |
        \(LexiconChange.Rule.allCases.map(row).joined(separator: "\n"))

        """
    }

    private static func row(_ rule: LexiconChange.Rule) -> String {
        let verdicts = [DataUse.input, .output, .record].map { cell(rule, $0) }
        return "| `\(rule.rawValue)` | \(verdicts.joined(separator: " | ")) |"
    }

    private static func cell(_ rule: LexiconChange.Rule, _ use: DataUse) -> String {
        guard rule.uses.contains(use) else { return "" }
        guard rule != .referenceChanged else { return "it depends" }
        let (verdict, parties) = rule.effect.verdict(in: use)
        let who = parties.sorted().map(\.rawValue).joined(separator: ", ")
        return who.isEmpty ? verdict.rawValue : "\(verdict.rawValue): \(who)"
    }
}

extension LexiconChange.Rule {
    /// The uses in which the change can happen.
    fileprivate var uses: DataUse {
        switch self {
        case .recordKeyWidened, .recordKeyNarrowed, .recordKeyChanged: .record
        case .permissionWidened, .permissionNarrowed, .inputAdded, .inputRemoved: .input
        case .outputAdded, .outputRemoved, .errorAdded, .errorRemoved: .output
        case .methodKindChanged, .encodingWidened, .encodingNarrowed, .encodingChanged, .schemaAdded, .schemaRemoved:
            [.input, .output]
        default: [.input, .output, .record]
        }
    }
}
