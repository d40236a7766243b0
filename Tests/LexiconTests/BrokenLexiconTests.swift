// SPDX-License-Identifier: Apache-2.0

import Lexicon
import StrictJSON
import Testing

@Suite struct BrokenLexiconTests {
    @Test(arguments: BrokenLexicon.all) func theFaultIsReportedWhereItStands(broken: BrokenLexicon) throws {
        let set = LexiconSet(broken.files)
        let finding = try #require(set.diagnostics.first { $0.rule == broken.rule }, "\(set.diagnostics)")
        #expect(finding.position == broken.position, "\(finding)")
        #expect(finding.severity == broken.rule.severity, "\(finding)")
        #expect(set.hasErrors == (broken.rule.severity == .error), "\(set.diagnostics)")
        #expect(set.diagnostics.count == 1, "\(set.diagnostics)")
    }

    @Test func everyRuleOfTheLanguageIsHit() {
        #expect(BrokenLexicon.all.count == 56)
        // Three are about lock files and settings; a flood of findings is a case of its own, and a name is no fault.
        let others: Set<Diagnostic.Rule> = [.lockFile, .lockDrift, .configuration, .tooManyFindings, .renamed]
        let rules = Set(Diagnostic.Rule.allCases.filter { !$0.isLint }).subtracting(others)
        #expect(Set(BrokenLexicon.all.map(\.rule)) == rules)
    }

    @Test func oneRunReportsEveryFaultOfADocument() {
        let property = #"{"type":"integer","minimum":2,"maximum":1.5,"default":"x","deflaut":3}"#
        let set = LexiconSet([BrokenLexicon.file(BrokenLexicon.object(property))])
        #expect(set.diagnostics.map(\.rule) == [.shape, .shape, .unknownMember])
        #expect(set.diagnostics.map(\.position.column) == [45, 59, 73])
    }
}
