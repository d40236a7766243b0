// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import XRPCCore

@Suite struct DataTests {
    private let schema = ObjectSchema([
        .init("name", .required, .string(StringRule(minimumLength: 2, maximumLength: 8, maximumGraphemes: 4))),
        .init("age", .optional, .integer(minimum: 1, maximum: 9)),
        .init("tags", .optional, .array(.string(StringRule(allowed: ["a", "b"])), minimumLength: 1, maximumLength: 2)),
        .init("did", .optional, .string(StringRule(format: DID.self))),
        .init("flag", .optional, .boolean()),
        .init(
            "inner", .optional,
            .definition(SchemaReference { ObjectSchema([.init("x", .required, .integer(allowed: [1, 2]))]) })),
    ])

    static let cases: [(name: String, value: LexValue, rule: LexDataError.Rule?, path: String)] = [
        ("name", .string("ab"), nil, ""), ("name", .string("a"), .length, "/name"),
        ("name", .string("abcdefghi"), .length, "/name"), ("name", .string("abcde"), .graphemes, "/name"),
        ("name", .string("ééé"), nil, ""), ("name", .null, .null, "/name"), ("age", .integer(1), nil, ""),
        ("age", .integer(0), .range, "/age"), ("age", .integer(10), .range, "/age"),
        ("age", .string("1"), .type, "/age"),
        ("age", .null, .null, "/age"), ("tags", .array([.string("a")]), nil, ""),
        ("tags", .array([]), .length, "/tags"),
        ("tags", .array([.string("a"), .string("b"), .string("a")]), .length, "/tags"),
        ("tags", .array([.string("a"), .string("c")]), .allowed, "/tags/1"),
        ("tags", .array([.integer(1)]), .type, "/tags/0"), ("did", .string("did:plc:abc"), nil, ""),
        ("did", .string("abc"), .format, "/did"), ("flag", .bool(false), nil, ""),
        ("flag", .integer(0), .type, "/flag"),
        ("inner", .object(["x": .integer(1)]), nil, ""), ("inner", .object([:]), .required, "/inner/x"),
        ("inner", .object(["x": .integer(3)]), .allowed, "/inner/x"), ("unknown", .array([.null]), nil, ""),
    ]

    @Test(arguments: cases)
    func checksEachConstraintAndNamesThePlace(name: String, value: LexValue, rule: LexDataError.Rule?, path: String) {
        var object: LexObject = ["name": .string("ab")]
        object[name] = value
        do {
            try schema.validate(object)
            #expect(rule == nil, "\(name)")
        } catch {
            #expect(error.rule == rule, "\(name): \(error)")
            #expect(error.path == path)
        }
    }

    @Test func anAbsentRequiredFieldIsNamed() {
        let error = #expect(throws: LexDataError.self) { try schema.validate([:]) }
        #expect(error == LexDataError(path: "/name", rule: .required, message: "is required"))
        #expect(Self.cases.count == 24)
    }

    @Test func writesJSONWithEveryEscape() {
        let value = LexValue.object([
            "a\"b": .string("\\ \n \r \t \u{1} é 😀"), "n": .array([.null, .bool(true), .integer(-5)]),
            "o": .object([:]),
        ])
        let text = String(decoding: value.json, as: UTF8.self)
        #expect(text == #"{"a\"b":"\\ \n \r \t \u0001 é 😀","n":[null,true,-5],"o":{}}"#)
    }

    @Test func objectsKeepOrderAndCompareWithoutIt() {
        var object: LexObject = ["b": .integer(1), "a": .integer(2)]
        object["b"] = .integer(3)
        object["c"] = .null
        object["a"] = nil
        object["zz"] = nil
        #expect(object.members.map(\.name) == ["b", "c"])
        #expect(object == ["c": .null, "b": .integer(3)])
        #expect(object.hashValue == (["c": .null, "b": .integer(3)] as LexObject).hashValue)
        #expect(!object.isEmpty)
    }

    @Test func namesThatUnicodeHoldsForEqualAreDifferentMembers() {
        let object: LexObject = ["e\u{301}": .integer(1), "\u{E9}": .integer(2)]
        #expect(object.members.count == 2)
        #expect(object == (["\u{E9}": .integer(2), "e\u{301}": .integer(1)] as LexObject))
        #expect(object != (["\u{E9}": .integer(2), "e\u{301}": .integer(3)] as LexObject))
        #expect(object != (["\u{E9}": .integer(2)] as LexObject))
    }
}

@Suite struct QueryStringTests {
    private let schema = ObjectSchema([
        .init("limit", .optional, .integer(minimum: 1, maximum: 100)), .init("flag", .optional, .boolean()),
        .init("tags", .optional, .array(.string(), maximumLength: 150)),
        .init("q", .required, .string(StringRule(maximumLength: 5))), .init("ids", .optional, .array(.integer())),
    ])

    private func parameters(_ query: String) throws -> LexObject { try QueryString(query).parameters(by: schema) }

    static let good: [(query: String, expected: LexObject)] = [
        ("q=a", ["q": .string("a")]), ("q=a+b", ["q": .string("a b")]), ("q=%61", ["q": .string("a")]),
        ("%71=a", ["q": .string("a")]), ("q=%2B", ["q": .string("+")]), ("q=%E2%82%AC", ["q": .string("€")]),
        ("q=%zz", ["q": .string("%zz")]), ("q=%4", ["q": .string("%4")]), ("q=a=b", ["q": .string("a=b")]),
        ("&&q=a&", ["q": .string("a")]), ("q=a&limit=", ["q": .string("a")]),
        ("q=a&limit=7", ["limit": .integer(7), "q": .string("a")]),
        ("q=a&flag=true", ["flag": .bool(true), "q": .string("a")]),
        ("q=a&flag=false", ["flag": .bool(false), "q": .string("a")]),
        ("q=a&tags=x", ["tags": .array([.string("x")]), "q": .string("a")]),
        ("q=a&tags=x&tags=y", ["tags": .array([.string("x"), .string("y")]), "q": .string("a")]),
        ("q=a&ids=1&ids=-2", ["ids": .array([.integer(1), .integer(-2)]), "q": .string("a")]),
        ("q=a&unknown=1&tags[]=z", ["q": .string("a")]),
    ]

    @Test(arguments: good) func readsLikeABrowserWrites(query: String, expected: LexObject) throws {
        #expect(try parameters(query) == expected, "\(query)")
    }

    static let bad = [
        "", "limit=1", "q=", "q=abcdef", "q=a&q=b", "q=a&limit=x", "q=a&limit=1.0", "q=a&limit=0", "q=a&limit=101",
        "q=a&limit=9007199254740992", "q=a&limit=--1", "q=a&limit=-", "q=a&limit=+1", "q=a&flag=1", "q=a&flag=TRUE",
        "q=a&ids=x", "q=%FF", "q=%C3", "__proto__=1&q=a", "q=a&limit=1&limit=2", "q=a&limit=99999999999999999999",
    ]

    @Test(arguments: bad) func refusesIllTypedParameters(query: String) {
        let error = #expect(throws: XRPCError.self) { try parameters(query) }
        #expect(error?.status.code == 400)
    }

    @Test func keepsItsBoundsExactly() throws {
        #expect(Self.good.count == 18)
        #expect(Self.bad.count == 21)
        _ = try QueryString(String(repeating: "a", count: 8192))
        #expect(throws: XRPCError.self) { try QueryString(String(repeating: "a", count: 8193)) }
        _ = try QueryString(Array(repeating: "a=b", count: 256).joined(separator: "&"))
        #expect(throws: XRPCError.self) { try QueryString(Array(repeating: "a=b", count: 257).joined(separator: "&")) }
        let many = (0..<150).map { "tags=\($0)" }.joined(separator: "&")
        guard case .array(let values)? = try parameters("q=a&\(many)")["tags"] else {
            Issue.record("no array")
            return
        }
        #expect(values.count == 150)
    }
}
