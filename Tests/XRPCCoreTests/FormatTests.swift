// SPDX-License-Identifier: Apache-2.0

import Testing
import XRPCCore

@Suite struct FormatTests {
    static let examples: [(format: any StringFormat.Type, good: [String], bad: [String])] = [
        (
            ATURI.self, ["at://did:plc:abc", "at://a.test/com.example.thing", "at://a.test/com.example.thing/self"],
            [
                "at://", "AT://a.test", "at://a.test/", "at://a.test/thing", "at://a.test/com.example.thing/a/b",
                "at://a.test?q",
            ]
        ),
        (
            RecordKey.self, ["self", "...", "a:b~c_d-e.f"],
            ["", ".", "..", "a/b", "é", String(repeating: "a", count: 513)]
        ),
        (
            TID.self, ["3jzfcijpj2z2a", "jzzzzzzzzzzzz"],
            ["", "kzzzzzzzzzzzz", "3jzfcijpj2z21", "3jzfcijpj2z2", "3JZFCIJPJ2Z2A"]
        ),
        (
            URIString.self, ["https://a.test", "a:b", "H323:x", "coap+tcp://a"],
            ["", ":", "a:", ":a", "1a:b", "a b:c", "a:b c", "a:é", String(repeating: "a", count: 82) + ":b"]
        ),
        (
            LanguageTag.self,
            ["ja", "zh-cmn-Hans-CN", "es-419", "x-whatever", "en-GB-oed", "de-1996-u-co-phonebk-x-a"],
            ["", "JA", "jaja", "a", "en-", "en-u", "en-x", "de-419-DE", "en-abcdefghi", "en_GB", "I-DEFAULT", "x"]
        ),
        (
            CID.self, ["bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity", "z7x3CtScH765HvShXT"],
            [
                "", "bafkrei", "bafkrei.", "QmbWqxBEKC3P8tqsKc98xmWNzrzDtRLMiMPL8wBuTGsMnR",
                String(repeating: "b", count: 257),
            ]
        ),
    ]

    @Test(arguments: examples.indices) func eachFormatTakesItsSyntaxAndNothingElse(index: Int) {
        let (format, good, bad) = Self.examples[index]
        for text in good { #expect(format.init(rawValue: text)?.rawValue == text, "\(format.formatName): \(text)") }
        for text in bad { #expect(format.init(rawValue: text) == nil, "\(format.formatName): \(text)") }
    }

    @Test func namesTheFormatsAsLexiconsDo() {
        #expect(
            Self.examples.map { $0.format.formatName } == ["at-uri", "record-key", "tid", "uri", "language", "cid"])
        #expect(Self.examples.reduce(0) { $0 + $1.good.count + $1.bad.count } == 63)
    }

    @Test func anATURIKnowsItsParts() throws {
        let uri = try #require(ATURI(rawValue: "at://did:plc:abc/com.example.thing/self"))
        #expect(uri.authority == ATIdentifier(rawValue: "did:plc:abc"))
        #expect(uri.collection == NSID(rawValue: "com.example.thing"))
        #expect(uri.recordKey == RecordKey(rawValue: "self"))
        let account = try #require(ATURI(rawValue: "at://a.test"))
        #expect(account.collection == nil && account.recordKey == nil)
        #expect(account != uri && account.hashValue == ATURI(rawValue: "at://a.test")?.hashValue)
    }

    @Test func aURIKnowsItsScheme() {
        #expect(URIString(rawValue: "HTTPS://a.test/x:y")?.scheme == "HTTPS")
    }

    @Test func aLanguageTagKnowsItsParts() throws {
        let tag = try #require(LanguageTag(rawValue: "zh-cmn-Hans-CN-pinyin-1996-u-co-phonebk-t-en-x-a-b")?.subtags)
        #expect(tag.language == "zh")
        #expect(tag.extendedLanguages == ["cmn"])
        #expect(tag.script == "Hans")
        #expect(tag.region == "CN")
        #expect(tag.variants == ["pinyin", "1996"])
        #expect(tag.extensions == ["u-co-phonebk", "t-en"])
        #expect(tag.privateUse == "a-b")
        #expect(LanguageTag(rawValue: "i-navajo")?.primaryLanguage == "i-navajo")
        #expect(LanguageTag(rawValue: "x-mine")?.primaryLanguage == nil)
    }

    @Test(arguments: ["JA", "de-419-DE", "jaja", "en-abc-12"])
    func aLenientLanguageKeepsItsSpellingAndHasNoParts(text: String) {
        #expect(LanguageTag(rawValue: text) == nil)
        #expect(LanguageTag(lenient: text)?.rawValue == text)
        #expect(LanguageTag(lenient: text)?.subtags == nil)
    }

    @Test(arguments: ["", "-", "en-", "en_GB", "123", "en-abcdefghi", String(repeating: "en-", count: 43) + "a"])
    func aLenientLanguageIsStillMadeOfSubtags(text: String) { #expect(LanguageTag(lenient: text) == nil) }
}
