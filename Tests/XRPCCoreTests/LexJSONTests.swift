// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import LexJSON
import StrictJSON
import Testing
import XRPCCore

@Suite struct LexJSONTests {
    private static let cid = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity"

    private static func value(_ json: String) throws -> LexValue {
        try LexValue(try JSONParser(limits: .body).parse(Array(json.utf8)))
    }

    static let good: [(json: String, value: LexValue)] = [
        ("null", .null), ("[true,-7,\"a\"]", .array([.bool(true), .integer(-7), .string("a")])),
        ("123.0", .integer(123)), ("1e3", .integer(1000)), ("-0.0", .integer(0)),
        ("9007199254740991.0", .integer(9_007_199_254_740_991)),
        (#"{"$bytes":"Zg=="}"#, .bytes([0x66])), (#"{"$bytes":""}"#, .bytes([])),
        (#"{"a":{"$bytes":"Zg"}}"#, .object(["a": .bytes([0x66])])),
        (#"{"$type":"a","$other":1}"#, .object(["$type": .string("a"), "$other": .integer(1)])),
        (
            #"{"$type":"blob","ref":{"$link":"\#(cid)"},"mimeType":"a/b","size":0}"#,
            .object([
                "$type": .string("blob"), "ref": CID(rawValue: cid).map { .link($0) } ?? .null,
                "mimeType": .string("a/b"),
                "size": .integer(0),
            ])
        ),
    ]

    @Test(arguments: good) func takesOverWhatTheDataModelHas(json: String, value: LexValue) throws {
        #expect(try Self.value(json) == value, "\(json)")
        #expect(Self.good.count == 11)
    }

    static let bad: [(json: String, path: String, rule: LexDataError.Rule)] = [
        ("1.5", "", .type), ("[0,[1.5]]", "/1/0", .type), (#"{"a/b~":{"":1.5}}"#, "/a~1b~0/", .type),
        ("9007199254740992.0", "", .type), ("1e300", "", .type), ("-1e19", "", .type),
        (#"{"$bytes":1}"#, "/$bytes", .type), (#"{"a":{"$bytes":"a-_"}}"#, "/a/$bytes", .format),
        (#"{"$bytes":"Zg","a":1}"#, "/$bytes", .type), (#"{"a":1,"$link":"\#(cid)"}"#, "/$link", .type),
        (#"{"$link":null}"#, "/$link", .type), (#"{"$link":"."}"#, "/$link", .format),
        (#"{"$link":"zdj7WWeQ43G6JJvLWQWZpyHuAMq6uYWRjkBXFad11vE2LHhQ7"}"#, "/$link", .format),
        (#"{"$link":"\#(cid)","$bytes":""}"#, "/$link", .type), (#"{"$type":null}"#, "/$type", .type),
        (#"{"$type":""}"#, "/$type", .length), (#"[{"$type":{"$bytes":""}}]"#, "/0/$type", .type),
        (#"{"$type":"blob"}"#, "/ref", .required), (#"{"$type":"blob","ref":"\#(cid)"}"#, "/ref", .type),
        (#"{"$type":"blob","ref":{"$link":"\#(cid)"}}"#, "/mimeType", .required),
        (#"{"$type":"blob","ref":{"$link":"\#(cid)"},"mimeType":1}"#, "/mimeType", .type),
        (#"{"$type":"blob","ref":{"$link":"\#(cid)"},"mimeType":""}"#, "/mimeType", .length),
        (#"{"$type":"blob","ref":{"$link":"\#(cid)"},"mimeType":"a/b","size":"1"}"#, "/size", .type),
        (#"{"$type":"blob","ref":{"$link":"\#(cid)"},"mimeType":"a/b","size":-1}"#, "/size", .range),
    ]

    @Test(arguments: bad) func namesThePlaceOfWhatItLacks(json: String, path: String, rule: LexDataError.Rule) {
        let error = #expect(throws: LexDataError.self) { try Self.value(json) }
        #expect(error?.path == path, "\(json)")
        #expect(error?.rule == rule, "\(json)")
        #expect(Self.bad.count == 24)
    }

    @Test(arguments: ["[]", "\"a\"", "null", #"{"$bytes":""}"#]) func anObjectIsAPlainObject(json: String) throws {
        let parsed = try JSONParser(limits: .body).parse(Array(json.utf8))
        let error = #expect(throws: LexDataError.self) { try LexObject(parsed) }
        #expect(error == LexDataError(path: "", rule: .type, message: "must be a JSON object"))
    }

    @Test func writesBytesAndLinksAsJSONSpellsThem() throws {
        let json = #"{"b":{"$bytes":"+/+/AA"},"l":{"$link":"\#(Self.cid)"}}"#
        #expect(String(decoding: try Self.value(json).json, as: UTF8.self) == json)
    }

    @Test func staysFastWithManyMembers() throws {
        let json = "{" + (0..<10_000).map { #""$m\#($0)":{"$bytes":""}"# }.joined(separator: ",") + "}"
        guard case .object(let object) = try Self.value(json) else {
            Issue.record("no object")
            return
        }
        #expect(object.members.count == 10_000)
    }

    @Test(.enabled(if: ConformanceData.isAvailable), arguments: [("valid", 5), ("invalid", 12)])
    func agreesWithThePublicExamples(kind: String, count: Int) throws {
        let bytes = try ConformanceData.bytes("interop/data-model/data-model-\(kind).json")
        let cases = try #require(try JSONParser(limits: .file).parse(bytes).array)
        for example in cases {
            let json = try #require(example.object?["json"])
            let isAccepted = (try? LexObject(json)) != nil
            #expect(isAccepted == (kind == "valid"), "\(example.object?["note"]?.string ?? "")")
        }
        #expect(cases.count == count)
    }
}
