// SPDX-License-Identifier: Apache-2.0

import Testing
import XRPCCore

/// Data for the record with a field of every type.
enum RecordData {
    struct Case: Sendable, CustomTestStringConvertible {
        /// The members beside `$type` and `number`, which they may replace.
        let json: String
        let rule: LexDataError.Rule
        let path: String

        init(_ json: String, _ rule: LexDataError.Rule, _ path: String) {
            self.json = json
            self.rule = rule
            self.path = path
        }

        var testDescription: String { json }
    }

    static let valid = [
        "{}", #"{"nullableText":null}"#, #"{"later":[1,{"a":null}],"number":-9223372036854775808}"#,
        #"{"flag":false,"text":"","array":[],"object":{},"ref":{"a":1},"unknown":{}}"#,
        #"{"lengthText":"0123456789","graphemeText":"👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀"}"#,
        #"{"sizeBytes":{"$bytes":"AQIDBA"},"lengthArray":[1,2,3,4,5],"rangeNumber":20,"enumNumber":16}"#,
        ##"{"union":{"$type":"a.b.c#d"},"closedUnion":{"$type":"torture.catalog.record#small","b":1}}"##,
        #"{"formats":{"did":"did:plc:aaaaaaaaaaaaaaaaaaaaaaaa","handle":"a.example","tid":"3jzfcijpj2z2a"}}"#,
    ]

    static let invalid: [Case] = kinds + constraints + formats + unions

    private static let kinds: [Case] = [
        Case(#"{"$type":"torture.catalog.other"}"#, .variant, "/$type"),
        Case(#"{"number":null}"#, .null, "/number"), Case(#"{"number":"1"}"#, .type, "/number"),
        Case(#"{"number":true}"#, .type, "/number"), Case(#"{"flag":0}"#, .type, "/flag"),
        Case(#"{"flag":"true"}"#, .type, "/flag"), Case(#"{"flag":null}"#, .null, "/flag"),
        Case(#"{"text":1}"#, .type, "/text"), Case(#"{"text":["a"]}"#, .type, "/text"),
        Case(#"{"text":null}"#, .null, "/text"), Case(#"{"nullableText":1}"#, .type, "/nullableText"),
        Case(#"{"bytes":"AQI"}"#, .type, "/bytes"), Case(#"{"bytes":[1,2]}"#, .type, "/bytes"),
        Case(#"{"bytes":{"a":1}}"#, .type, "/bytes"),
        Case(#"{"cid-link":"bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"}"#, .type, "/cid-link"),
        Case(#"{"cid-link":{"$bytes":"AQI"}}"#, .type, "/cid-link"), Case(#"{"blob":{"a":1}}"#, .type, "/blob"),
        Case(#"{"blob":"a"}"#, .type, "/blob"),
        Case(#"{"blob":{"$link":"bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"}}"#, .type, "/blob"),
        Case(#"{"unknown":1}"#, .type, "/unknown"), Case(#"{"unknown":[{}]}"#, .type, "/unknown"),
        Case(#"{"unknown":null}"#, .null, "/unknown"), Case(#"{"unknown":{"$bytes":"AQI"}}"#, .type, "/unknown"),
        Case(#"{"array":{}}"#, .type, "/array"), Case(#"{"array":[1,"2",3]}"#, .type, "/array/1"),
        Case(#"{"array":[null]}"#, .type, "/array/0"), Case(#"{"object":[]}"#, .type, "/object"),
        Case(#"{"object":{"a":"1"}}"#, .type, "/object/a"), Case(#"{"object":{"b":null}}"#, .null, "/object/b"),
        Case(#"{"ref":1}"#, .type, "/ref"), Case(#"{"ref":{"a":{}}}"#, .type, "/ref/a"),
    ]

    private static let constraints: [Case] = [
        Case(#"{"constNumber":41}"#, .allowed, "/constNumber"), Case(#"{"enumNumber":5}"#, .allowed, "/enumNumber"),
        Case(#"{"rangeNumber":9}"#, .range, "/rangeNumber"), Case(#"{"rangeNumber":21}"#, .range, "/rangeNumber"),
        Case(#"{"lengthText":"012345678"}"#, .length, "/lengthText"),
        Case(#"{"lengthText":"012345678901234567890"}"#, .length, "/lengthText"),
        Case(#"{"lengthText":"👩‍🚀👩‍🚀"}"#, .length, "/lengthText"),
        Case(#"{"graphemeText":"👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀"}"#, .graphemes, "/graphemeText"),
        Case(#"{"graphemeText":"012345678901234567890"}"#, .graphemes, "/graphemeText"),
        Case(#"{"enumText":"bird"}"#, .allowed, "/enumText"), Case(#"{"enumText":"Fish"}"#, .allowed, "/enumText"),
        Case(#"{"knownText":1}"#, .type, "/knownText"), Case(#"{"sizeBytes":{"$bytes":"AQI"}}"#, .length, "/sizeBytes"),
        Case(#"{"sizeBytes":{"$bytes":"AQIDBAUGBwgJCgsMDQ4PEBESExQV"}}"#, .length, "/sizeBytes"),
        Case(#"{"lengthArray":[1]}"#, .length, "/lengthArray"),
        Case(#"{"lengthArray":[1,2,3,4,5,6]}"#, .length, "/lengthArray"),
        Case(blob("sizeBlob", "image/png", 21), .length, "/sizeBlob"),
        Case(blob("acceptBlob", "text/plain", 1), .mimeType, "/acceptBlob"),
    ]

    private static let formats: [Case] = [
        ("did", "did:plc"), ("handle", "a"), ("atidentifier", "@a.example"), ("nsid", "com.example"),
        ("aturi", "https://a.example"), ("cid", "Qm"), ("datetime", "2026-11-22"), ("language", "german language"),
        ("uri", "no uri"), ("tid", "3"), ("recordkey", "a/b"),
    ].map { Case(#"{"formats":{"\#($0)":"\#($1)"}}"#, .format, "/formats/\($0)") }

    private static let unions: [Case] = [
        Case(#"{"union":{"a":1}}"#, .required, "/union/$type"), Case(#"{"union":"a"}"#, .type, "/union"),
        Case(##"{"union":{"$type":"torture.catalog.record#small","a":"1"}}"##, .type, "/union/a"),
        Case(##"{"union":{"$type":"a.b.c#main"}}"##, .variant, "/union/$type"),
        Case(#"{"closedUnion":{"$type":"a.b.c"}}"#, .variant, "/closedUnion/$type"),
        Case(##"{"closedUnion":{"$type":"torture.catalog.record#other"}}"##, .variant, "/closedUnion/$type"),
        Case(#"{"closedUnion":{}}"#, .required, "/closedUnion/$type"),
        Case(#"{"formats":{"did":1}}"#, .type, "/formats/did"),
    ]

    private static func blob(_ field: String, _ type: String, _ size: Int) -> String {
        #"{"\#(field)":{"$type":"blob","ref":{"$link":"bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"},"mimeType":"\#(type)","size":\#(size)}}"#
    }

    static func record(_ json: String) throws -> LexObject {
        var record: LexObject = ["$type": .string("torture.catalog.record"), "number": .integer(1)]
        for member in try object(json).members { record[member.name] = member.value }
        return record
    }
}
