// SPDX-License-Identifier: Apache-2.0

import Lexicon
import Testing

/// What a lint rule objects to, and the same thing done well.
struct LintFixture: Sendable, CustomTestStringConvertible {
    let rule: Diagnostic.Rule
    let hit: [String]
    let clean: [String]

    init(_ rule: Diagnostic.Rule, _ hit: String, _ clean: String) {
        self.init(rule, [hit], [clean])
    }

    init(_ rule: Diagnostic.Rule, _ hit: [String], _ clean: [String]) {
        self.rule = rule
        self.hit = hit
        self.clean = clean
    }

    var testDescription: String { rule.rawValue }

    static let all = limits + strings + growth + presence + portability + methods + names + texts + permissions

    private static let limits = [
        LintFixture(
            .unlimitedString, Document.record(#"◆{"type":"string"}"#),
            Document.record(#"{"type":"string","maxLength":10}"#)),
        LintFixture(
            .unlimitedBytes, Document.record(#"◆{"type":"bytes","minLength":1}"#),
            Document.record(#"{"type":"bytes","maxLength":10}"#)),
        LintFixture(
            .unlimitedArray, Document.record(#"◆{"type":"array","items":{"type":"boolean"}}"#),
            Document.record(#"{"type":"array","maxLength":3,"items":{"type":"boolean"}}"#)),
        LintFixture(
            .unlimitedBlob, Document.record(#"◆{"type":"blob","accept":["image/*"]}"#),
            Document.record(#"{"type":"blob","accept":["image/*"],"maxSize":9}"#)),
        LintFixture(
            .blobAccept, Document.record(#"◆{"type":"blob","accept":["*/*"],"maxSize":9}"#),
            Document.record(#"{"type":"blob","accept":["text/plain"],"maxSize":9}"#)),
        LintFixture(
            .largeString, Document.record(#"{"type":"string","maxLength":◆100001}"#),
            Document.record(#"{"type":"string","maxLength":100000}"#)),
    ]

    private static let strings = [
        LintFixture(
            .graphemesWithoutBytes, Document.object(#""properties":{"p":{"type":"string","maxGraphemes":◆9}}"#),
            Document.object(#""properties":{"p":{"type":"string","maxGraphemes":9,"maxLength":90}}"#)),
        LintFixture(
            .graphemeRatio, Document.object(#""properties":{"p":{"type":"string","maxGraphemes":10,"maxLength":◆99}}"#),
            Document.object(#""properties":{"p":{"type":"string","maxGraphemes":10,"maxLength":200}}"#)),
        LintFixture(
            .graphemeRatio,
            Document.object(#""properties":{"p":{"type":"string","maxGraphemes":10,"maxLength":◆201}}"#),
            Document.object(#""properties":{"p":{"type":"string","maxGraphemes":1,"maxLength":64}}"#)),
        LintFixture(
            .knownValuesWithEnum,
            Document.object(#""properties":{"p":{"type":"string","enum":["a"],"knownValues":◆["a"]}}"#),
            Document.object(#""properties":{"p":{"type":"string","enum":["a"]}}"#)),
        LintFixture(
            .knownValueBounds,
            Document.object(#""properties":{"p":{"type":"string","maxLength":1,"knownValues":["a",◆"bc"]}}"#),
            Document.object(#""properties":{"p":{"type":"string","maxLength":1,"knownValues":["a","b"]}}"#)),
        LintFixture(
            .danglingKnownValue,
            Document.object(#""properties":{"p":{"type":"string","knownValues":[◆"com.example.defs#gone"]}}"#),
            Document.object(
                ##""properties":{"p":{"type":"string","knownValues":["com.example.defs#thing","a#b","x","org.other.a#b"]}}"##
            )),
        LintFixture(
            .danglingKnownValue,
            Document.object(#""properties":{"p":{"type":"string","knownValues":[◆"com.example.gone#x"]}}"#),
            Document.object(#""properties":{"p":{"type":"string","knownValues":["com.other.gone#x"]}}"#)),
        LintFixture(
            .danglingKnownValue, Document.object(##""properties":{"p":{"type":"string","knownValues":[◆"#thing"]}}"##),
            Document.object(##""properties":{"p":{"type":"string","knownValues":["thing"]}}"##)),
        LintFixture(
            .repeatedValue, Document.object(#""properties":{"p":{"type":"integer","enum":[1,2,◆1]}}"#),
            Document.object(#""properties":{"p":{"type":"integer","enum":[1,2]}}"#)),
    ]

    private static let growth = [
        LintFixture(
            .recordEnum, Document.record(#"{"type":"string","enum":◆["a"]}"#),
            Document.record(#"{"type":"string","knownValues":["a"]}"#)),
        LintFixture(
            .recordClosedUnion,
            [
                Document.record(
                    #"{"type":"union","refs":["com.example.defs#thing","com.example.note"],"closed":◆true}"#),
                Document.object(#""properties":{}"#),
            ],
            [
                Document.record(#"{"type":"union","refs":["com.example.defs#thing","com.example.note"]}"#),
                Document.object(#""properties":{}"#),
            ]),
        LintFixture(
            .recordUnknown,
            [
                Document.record(#"{"type":"ref","ref":"com.example.defs#thing"}"#),
                Document.object(#""properties":{"p":◆{"type":"unknown"}}"#),
            ], [Document.object(#""properties":{"p":{"type":"unknown"}}"#)]),
        LintFixture(
            .recordAnyKey, Document.record(#"{"type":"boolean"}"#, key: #"◆"any""#),
            Document.record(#"{"type":"boolean"}"#, key: #""literal:self""#)),
        LintFixture(.largeUnion, Document.union(of: 25, marker: "◆"), Document.union(of: 24, marker: "")),
        LintFixture(
            .singleVariantUnion,
            Document.object(##""properties":{"p":◆{"type":"union","refs":["#thing"],"closed":true}}"##),
            Document.object(##""properties":{"p":{"type":"union","refs":["#thing"]}}"##)),
    ]

    private static let presence = [
        LintFixture(
            .requiredDefault,
            Document.object(#""required":["p"],"properties":{"p":{"type":"integer","default":◆1}}"#),
            Document.object(#""properties":{"p":{"type":"integer","default":1}}"#)),
        LintFixture(
            .nullableOptional, Document.object(#""nullable":["p"],"properties":{"p":◆{"type":"boolean"}}"#),
            Document.object(#""nullable":["p"],"required":["p"],"properties":{"p":{"type":"boolean"}}"#)),
        LintFixture(
            .defaultTrue, Document.object(#""properties":{"p":{"type":"boolean","default":◆true}}"#),
            Document.object(#""properties":{"p":{"type":"boolean","default":false}}"#)),
        LintFixture(
            .endlessType,
            """
            {"lexicon":1,"id":"com.example.defs","defs":{
            "thing":◆{"type":"object","required":["p"],"properties":{"p":{"type":"array","minLength":1,"items":{
            "type":"ref","ref":"#thing"}}}}}}
            """,
            Document.object(
                ##""required":["p"],"properties":{"p":{"type":"array","items":{"type":"ref","ref":"#thing"}}}"##)
        ),
    ]

    private static let portability = [
        LintFixture(
            .inlineObject, Document.object(#""properties":{"p":◆{"type":"object","properties":{}}}"#),
            Document.object(##""properties":{"p":{"type":"ref","ref":"#thing"}}"##)),
        LintFixture(
            .nestedArray,
            Document.object(
                #""properties":{"p":{"type":"array","items":◆{"type":"array","items":{"type":"boolean"}}}}"#),
            Document.object(#""properties":{"p":{"type":"array","items":{"type":"boolean"}}}"#)),
        LintFixture(
            .unsafeInteger, Document.object(#""properties":{"p":{"type":"integer","maximum":◆9007199254740992}}"#),
            Document.object(#""properties":{"p":{"type":"integer","minimum":-9007199254740991}}"#)),
        LintFixture(
            .unsafeInteger,
            Document.object(#""properties":{"p":{"type":"integer","enum":[1,◆-9223372036854775808]}}"#),
            Document.object(#""properties":{"p":{"type":"integer","enum":[1,9007199254740991]}}"#)),
        LintFixture(
            .mainFragment,
            [
                Document.record(#"{"type":"boolean"}"#),
                Document.object(#""properties":{"p":{"type":"ref","ref":◆"com.example.note#main"}}"#),
            ],
            [
                Document.record(#"{"type":"boolean"}"#),
                Document.object(#""properties":{"p":{"type":"ref","ref":"com.example.note"}}"#),
            ]),
        LintFixture(
            .dollarName, Document.object(#""properties":{"$kind":◆{"type":"boolean"}}"#),
            Document.object(#""properties":{"kind":{"type":"boolean"}}"#)),
    ]
}

extension Document {
    /// An object with a union of so many records.
    fileprivate static func union(of count: Int, marker: String) -> String {
        let names = (0..<count).map { "v\($0)" }
        let refs = names.map { "\"#\($0)\"" }.joined(separator: ",")
        let variants = names.map { #""\#($0)":{"type":"object","properties":{}}"# }.joined(separator: ",\n")
        return #"""
            {"lexicon":1,"id":"com.example.defs","defs":{
            "thing":{"type":"object","properties":{"p":{"type":"union","refs":\#(marker)[\#(refs)]}}},
            \#(variants)}}
            """#
    }
}
