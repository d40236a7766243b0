// SPDX-License-Identifier: Apache-2.0

import Lexicon
import Testing

/// An edit that makes exactly one change, and what becomes of it.
struct LexiconEdit: Sendable, CustomTestStringConvertible {
    typealias Parties = Set<LexiconChange.Party>

    let rule: LexiconChange.Rule
    let verdict: LexiconChange.Verdict
    let parties: Parties
    let old: [String]
    let new: [String]

    init(
        _ rule: LexiconChange.Rule, _ verdict: LexiconChange.Verdict, _ parties: Parties, _ old: [String],
        _ new: [String]
    ) {
        self.rule = rule
        self.verdict = verdict
        self.parties = parties
        self.old = old
        self.new = new
    }

    var testDescription: String { "\(rule.rawValue): \(verdict.rawValue) in \(old)" }

    static let all = propertyEdits + documentEdits

    private static func input(_ members: String) -> String {
        Document.main(
            #""type":"procedure","input":{"encoding":"application/json","schema":{"type":"object",\#(members)}}"#)
    }

    private static func output(_ members: String) -> String {
        Document.main(
            #""type":"query","output":{"encoding":"application/json","schema":{"type":"object",\#(members)}}"#)
    }

    private static func record(_ members: String) -> String {
        Document.main(
            #""type":"record","key":"tid","record":{"type":"object",\#(members)}"#, id: "com.example.note")
    }

    /// One edit of an object in each of the three uses, with whom it breaks there.
    private static func everywhere(
        _ rule: LexiconChange.Rule, _ old: String, _ new: String, widens: Bool = false, narrows: Bool = false
    ) -> [LexiconEdit] {
        let callers: Parties = narrows ? [.oldCallers] : []
        let readers: Parties = widens ? [.oldReaders] : []
        let both = readers.union(narrows ? [.oldWriters] : [])
        return [(callers, input), (readers, output), (both, record)].map { parties, use in
            LexiconEdit(rule, parties.isEmpty ? .safe : .breaking, parties, [use(old)], [use(new)])
        }
    }

    /// One edit of the type of a property in each of the three uses.
    private static func types(
        _ rule: LexiconChange.Rule, _ old: String, _ new: String, widens: Bool = false, narrows: Bool = false
    ) -> [LexiconEdit] {
        everywhere(rule, property(old), property(new), widens: widens, narrows: narrows)
    }

    private static func property(_ type: String) -> String { #""properties":{"p":\#(type)}"# }

    private static let nothing = #""properties":{}"#

    private static func string(_ members: String = "") -> String { #"{"type":"string"\#(members)}"# }
    private static func integer(_ members: String) -> String { #"{"type":"integer"\#(members)}"# }
    private static func union(_ members: String) -> String { ##"{"type":"union"\##(members)}"## }

    private static let propertyEdits: [LexiconEdit] = [presence, scalars, lists, kinds, dropped].flatMap(\.self)

    private static let presence: [LexiconEdit] = [
        everywhere(.propertyAdded, nothing, property(string())),
        everywhere(
            .requiredPropertyAdded, nothing, #""required":["p"],"# + property(string()), narrows: true),
        everywhere(
            .propertyRequired, property(string()), #""required":["p"],"# + property(string()), narrows: true),
        everywhere(
            .propertyOptional, #""required":["p"],"# + property(string()), property(string()), widens: true),
        everywhere(.nullableAdded, property(string()), #""nullable":["p"],"# + property(string()), widens: true),
        everywhere(.nullableRemoved, #""nullable":["p"],"# + property(string()), property(string()), narrows: true),
        types(.descriptionChanged, string(), string(#","description":"Text.""#)),
    ].flatMap(\.self)

    private static let scalars: [LexiconEdit] = [
        types(.boundLoosened, string(#","maxLength":9"#), string(#","maxLength":10"#), widens: true),
        types(.boundTightened, string(#","maxLength":9"#), string(#","maxLength":8"#), narrows: true),
        types(.boundTightened, string(), string(#","maxGraphemes":8"#), narrows: true),
        types(.boundLoosened, string(#","minGraphemes":1"#), string(), widens: true),
        types(.boundLoosened, integer(#","minimum":1"#), integer(#","minimum":-1"#), widens: true),
        types(.boundTightened, integer(""), integer(#","maximum":1"#), narrows: true),
        types(.boundTightened, #"{"type":"bytes"}"#, #"{"type":"bytes","minLength":2}"#, narrows: true),
        types(.boundLoosened, #"{"type":"blob","maxSize":1}"#, #"{"type":"blob"}"#, widens: true),
        types(.constAdded, #"{"type":"boolean"}"#, #"{"type":"boolean","const":true}"#, narrows: true),
        types(.constRemoved, string(#","const":"a""#), string(), widens: true),
        types(.constChanged, integer(#","const":1"#), integer(#","const":2"#), widens: true, narrows: true),
        types(.defaultChanged, integer(#","default":1"#), integer(#","default":2"#)),
        types(.defaultChanged, integer(#","default":1"#), integer("")),
        types(.formatAdded, string(), string(#","format":"did""#), narrows: true),
        types(.formatRemoved, string(#","format":"did""#), string(), widens: true),
        types(.formatWidened, string(#","format":"did""#), string(#","format":"at-identifier""#), widens: true),
        types(.formatNarrowed, string(#","format":"record-key""#), string(#","format":"tid""#), narrows: true),
        types(
            .formatChanged, string(#","format":"uri""#), string(#","format":"cid""#), widens: true, narrows: true),
    ].flatMap(\.self)

    private static let lists: [LexiconEdit] = [
        types(.enumAdded, string(), string(#","enum":["a"]"#), narrows: true),
        types(.enumRemoved, integer(#","enum":[1]"#), integer(""), widens: true),
        types(.enumValueAdded, string(#","enum":["a"]"#), string(#","enum":["b","a"]"#), widens: true),
        types(.enumValueRemoved, integer(#","enum":[1,2]"#), integer(#","enum":[2]"#), narrows: true),
        types(.knownValuesChanged, string(#","knownValues":["a"]"#), string(#","knownValues":["b"]"#)),
        types(
            .acceptWidened, #"{"type":"blob","accept":["image/png"]}"#, #"{"type":"blob","accept":["image/*"]}"#,
            widens: true),
        types(.acceptNarrowed, #"{"type":"blob"}"#, #"{"type":"blob","accept":["image/*"]}"#, narrows: true),
        types(
            .boundTightened, #"{"type":"array","items":{"type":"boolean"}}"#,
            #"{"type":"array","items":{"type":"boolean"},"maxLength":5}"#, narrows: true),
        types(
            .constAdded, #"{"type":"array","items":{"type":"boolean"}}"#,
            #"{"type":"array","items":{"type":"boolean","const":false}}"#, narrows: true),
    ].flatMap(\.self)

    private static let kinds: [LexiconEdit] = [
        types(.typeChanged, string(), integer(""), widens: true, narrows: true),
        types(.typeChanged, string(), #"{"type":"array","items":{"type":"string"}}"#, widens: true, narrows: true),
        types(.typeWidened, #"{"type":"object","properties":{}}"#, #"{"type":"unknown"}"#, widens: true),
        types(.typeNarrowed, #"{"type":"unknown"}"#, union(#","refs":[]"#), narrows: true),
        types(
            .unionOpened, union(##","refs":["com.example.note"],"closed":true"##),
            union(##","refs":["com.example.note"]"##), widens: true),
        types(
            .unionClosed, union(##","refs":["com.example.note"]"##),
            union(##","refs":["com.example.note"],"closed":true"##), narrows: true),
        types(.variantAdded, union(#","refs":[]"#), union(#","refs":["com.example.note"]"#)),
        types(
            .closedVariantAdded, union(#","refs":["a.b.c"],"closed":true"#),
            union(#","refs":["a.b.c","a.b.d"],"closed":true"#), widens: true),
        types(
            .closedVariantRemoved, union(#","refs":["a.b.c","a.b.d"],"closed":true"#),
            union(#","refs":["a.b.c"],"closed":true"#), narrows: true),
    ].flatMap(\.self)

    /// What is gone without making anything invalid for everybody.
    private static let dropped: [LexiconEdit] = [
        LexiconEdit(.propertyRemoved, .unclear, [.oldCallers], [input(property(string()))], [input(nothing)]),
        LexiconEdit(.propertyRemoved, .unclear, [.oldReaders], [output(property(string()))], [output(nothing)]),
        LexiconEdit(
            .propertyRemoved, .unclear, [.oldReaders, .oldWriters], [record(property(string()))],
            [record(nothing)]),
        LexiconEdit(
            .requiredPropertyRemoved, .unclear, [.oldCallers], [input(#""required":["p"],"# + property(string()))],
            [input(nothing)]),
        LexiconEdit(
            .requiredPropertyRemoved, .breaking, [.oldReaders], [output(#""required":["p"],"# + property(string()))],
            [output(nothing)]),
        LexiconEdit(
            .requiredPropertyRemoved, .breaking, [.oldReaders], [record(#""required":["p"],"# + property(string()))],
            [record(nothing)]),
        LexiconEdit(
            .variantRemoved, .unclear, [.oldCallers], [input(property(union(#","refs":["a.b.c"]"#)))],
            [input(property(union(#","refs":[]"#)))]),
        LexiconEdit(
            .variantRemoved, .safe, [], [output(property(union(#","refs":["a.b.c"]"#)))],
            [output(property(union(#","refs":[]"#)))]),
        LexiconEdit(
            .variantRemoved, .unclear, [.oldWriters], [record(property(union(#","refs":["a.b.c"]"#)))],
            [record(property(union(#","refs":[]"#)))]),
    ]
}
