// SPDX-License-Identifier: Apache-2.0

import Lexicon
import Testing

@Suite struct LexiconLintTests {
    @Test(arguments: LintFixture.all) func theRuleIsHitAtTheMark(fixture: LintFixture) throws {
        let marked = MarkedLexicons(fixture.hit)
        #expect(!marked.set.hasErrors, "\(marked.set.diagnostics)")
        let findings = LexiconLint().findings(in: marked.set).filter { $0.rule == fixture.rule }
        let finding = try #require(findings.first)
        #expect(findings.count == 1, "\(findings)")
        #expect(finding.severity == .warning)
        #expect(finding.file == marked.file, "\(finding)")
        #expect(finding.position == marked.position, "\(finding)")
    }

    @Test(arguments: LintFixture.all) func nothingIsFoundWhereItIsDoneWell(fixture: LintFixture) {
        let set = MarkedLexicons(fixture.clean).set
        #expect(set.diagnostics.isEmpty)
        #expect(LexiconLint().findings(in: set).filter { $0.rule == fixture.rule }.isEmpty)
    }

    @Test func everyLintRuleHasAFixture() {
        #expect(LintFixture.all.count == 61)
        #expect(Set(LintFixture.all.map(\.rule)) == Set(Diagnostic.Rule.allCases.filter(\.isLint)))
        #expect(Diagnostic.Rule.allCases.count(where: \.isLint) == 51)
    }

    @Test(arguments: LexiconLint.Level.allCases) func theLevelOfARuleDecidesWhatBecomesOfIt(level: LexiconLint.Level) {
        let set = MarkedLexicons([Document.record(#"{"type":"string"}"#)]).set
        let lint = LexiconLint(levels: [.unlimitedString: level, .json: .error])
        let severities = lint.findings(in: set).map(\.severity)
        switch level {
        case .off: #expect(severities.isEmpty)
        case .warning: #expect(severities == [.warning])
        case .error: #expect(severities == [.error])
        }
        #expect(lint.level(of: .json) == .off)
        #expect(lint.level(of: .unlimitedBytes) == .warning)
    }

    @Test func documentsWithErrorsArePassedOver() {
        let set = MarkedLexicons([Document.record(#"{"type":"string"}"#), "{}"]).set
        #expect(set.hasErrors)
        #expect(LexiconLint().findings(in: set).map(\.rule) == [.unlimitedString])
    }
}
