// SPDX-License-Identifier: Apache-2.0

/// All rules as a page for people.
public enum RuleCatalogue {
    /// The page in Markdown; `docs/lexicon-rules.md` is a copy of it.
    public static var markdown: String {
        let rules = Diagnostic.Rule.allCases
        return """
            # Rules for lexicons

            A finding ends with the name of its rule in brackets.
            An error keeps code from being generated; a warning does not.

            ## The language

            These rules apply whenever lexicons, a lock file or the settings of the generator are read.

            \(table(rules.filter { !$0.isLint }))

            ## Lint

            These rules apply when lexicons are linted. Each can be turned off or made an error.

            \(table(rules.filter(\.isLint)))

            """
    }

    private static func table(_ rules: [Diagnostic.Rule]) -> String {
        let rows = rules.map { "| `\($0.rawValue)` | \($0.severity.rawValue) | \($0.cause) | \($0.remedy) |" }
        return (["| Rule | Severity | Cause | Remedy |", "| --- | --- | --- | --- |"] + rows).joined(separator: "\n")
    }
}
