// SPDX-License-Identifier: Apache-2.0

import Foundation
import Lexicon
import Testing

@Suite struct RuleCatalogueTests {
    @Test(arguments: Diagnostic.Rule.allCases) func everyRuleIsExplained(rule: Diagnostic.Rule) {
        for text in [rule.cause, rule.remedy] {
            #expect(text.hasSuffix("."))
            #expect(text.count < 160)
        }
        #expect(rule.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
    }

    @Test func theNumberOfRulesIsKnown() {
        #expect(Diagnostic.Rule.allCases.count == 88)
        #expect(Set(Diagnostic.Rule.allCases.map(\.cause)).count >= 70)
    }

    @Test(arguments: [
        ("lexicon-rules.md", RuleCatalogue.markdown), ("lexicon-changes.md", ChangeCatalogue.markdown),
    ]) func thePageInTheDocumentationIsCurrent(name: String, text: String) throws {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let page = root.appending(path: "../../docs/\(name)")
        if ProcessInfo.processInfo.environment["RECORD_RULES"] != nil {
            try Data(text.utf8).write(to: page)
            Issue.record("the page was written; run again without RECORD_RULES")
        }
        #expect(try String(contentsOf: page, encoding: .utf8) == text)
    }
}
