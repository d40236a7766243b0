// SPDX-License-Identifier: Apache-2.0

import Lexicon
import Testing

@Suite struct LexiconDiffTests {
    private static func set(_ texts: [String]) -> LexiconSet { MarkedLexicons(texts).set }

    @Test(arguments: LexiconEdit.all) func theEditHasItsVerdict(edit: LexiconEdit) throws {
        let (old, new) = (Self.set(edit.old), Self.set(edit.new))
        #expect(old.documents.count == edit.old.count && new.documents.count == edit.new.count)
        let diff = LexiconDiff(from: old, to: new)
        #expect(diff.changes.count == 1, "\(diff.changes)")
        let change = try #require(diff.changes.first)
        #expect(change.rule == edit.rule, "\(change)")
        #expect(change.verdict == edit.verdict, "\(change)")
        #expect(change.parties == edit.parties, "\(change)")
        #expect(diff.isBreaking == (edit.verdict == .breaking))
    }

    @Test func theTableIsCompleteAndHasEveryRule() {
        #expect(LexiconEdit.all.count == 188)
        #expect(Set(LexiconEdit.all.map(\.rule)) == Set(LexiconChange.Rule.allCases))
        #expect(LexiconChange.Rule.allCases.count == 58)
    }

    @Test(arguments: LexiconEdit.all) func theReverseEditIsNotedToo(edit: LexiconEdit) {
        let diff = LexiconDiff(from: Self.set(edit.new), to: Self.set(edit.old))
        #expect(diff.changes.count == 1, "\(diff.changes)")
    }

    @Test(arguments: LexiconEdit.all) func whatDoesNotChangeIsNotReported(edit: LexiconEdit) {
        #expect(LexiconDiff(from: Self.set(edit.old), to: Self.set(edit.old)).changes.isEmpty)
    }

    @Test func aChangeSaysWhereItIsAndWhomItBreaks() {
        let old = Self.set([Document.record(#"{"type":"string","maxLength":9}"#)])
        let new = Self.set([Document.record(#"{"type":"string","maxLength":8}"#)])
        let change = LexiconDiff(from: old, to: new).changes.first
        #expect(change?.pointer == ["defs", "main", "record", "properties", "p", "maxLength"])
        #expect(change?.side == .new)
        #expect(
            change?.description
                == "com/example/note.json:3:34: breaking: maxLength was 9 and is 8 (old writers) [bound-tightened]")
    }

    @Test func whatIsGoneIsShownInTheOldFile() {
        let set = Self.set([Document.record(#"{"type":"string","maxLength":9}"#)])
        let change = LexiconDiff(from: set, to: Self.set([])).changes.first
        #expect(change?.side == .old)
        #expect(
            change?.description
                == "com/example/note.json:1:53: breaking: com.example.note, a record, is gone "
                + "(old readers, old writers) [definition-removed]")
    }

    @Test func severalUsesOfADefinitionAddUp() {
        let thing = { (maximum: Int) in
            #"{"lexicon":1,"id":"com.example.defs","defs":{"thing":{"type":"string","maxLength":\#(maximum)}}}"#
        }
        let user = Document.main(
            #"""
            "type":"procedure",
            "input":{"encoding":"application/json","schema":{"type":"object","properties":{
            "p":{"type":"array","items":{"type":"ref","ref":"com.example.defs#thing"}}}}},
            "output":{"encoding":"application/json","schema":{"type":"ref","ref":"com.example.note"}}
            """#)
        let note = Document.record(#"{"type":"ref","ref":"com.example.defs#thing"}"#)
        let narrower = LexiconDiff(from: Self.set([thing(9), user, note]), to: Self.set([thing(8), user, note]))
        #expect(narrower.changes.map(\.parties) == [[.oldCallers, .oldWriters]])
        let wider = LexiconDiff(from: Self.set([thing(8), user, note]), to: Self.set([thing(9), user, note]))
        #expect(wider.changes.map(\.parties) == [[.oldReaders]])
    }

    /// Definitions that refer to each other in a circle; `letter` tells two circles apart.
    private static func circle(_ letter: String, of count: Int) -> String {
        let links = (0..<count).map { number in
            let next = "#\(letter)\((number + 1) % count)"
            return #""\#(letter)\#(number)":{"type":"object","properties":{"p":{"type":"ref","ref":"\#(next)"}}}"#
        }
        return links.joined(separator: ",")
    }

    @Test(arguments: [2, 900, 1_200]) func longCirclesOfReferencesEnd(count: Int) {
        let circles = ["a", "b"].map { Self.circle($0, of: count) }.joined(separator: ",")
        let set = { (entry: String) in
            Self.set([
                #"{"lexicon":1,"id":"com.example.defs","defs":{"#
                    + ##""first":{"type":"object","properties":{"p":{"type":"ref","ref":"#\##(entry)0"}}},"##
                    + circles + "}}"
            ])
        }
        let changes = LexiconDiff(from: set("a"), to: set("b")).changes
        #expect(changes.map(\.rule) == [.referenceChanged])
        #expect(changes.map(\.verdict) == [count > 1_000 ? .unclear : .safe])
    }
}
