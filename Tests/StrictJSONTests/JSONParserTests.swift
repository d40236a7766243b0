// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@Suite struct JSONParserTests {
    private let parser = JSONParser(limits: JSONLimits(maximumBytes: 1000, maximumDepth: 8, maximumMembers: 64))

    static let refused: [(text: String, code: JSONError.Code)] = [
        ("", .incomplete), ("{", .incomplete), (#"{"a":1"#, .incomplete), (#"{"a""#, .incomplete),
        (#"{"a":1}x"#, .trailingBytes), (#"{"a":1} {}"#, .trailingBytes), ("1 2", .trailingBytes),
        (#"{"a":1,"a":2}"#, .duplicateName), (#"{"x":{"y":1,"y":1}}"#, .duplicateName),
        (#"{"a":1,"\u0061":2}"#, .duplicateName), (#"{"a":1,}"#, .syntax), ("[1,]", .syntax), ("{a:1}", .syntax),
        ("'a'", .syntax), ("01", .syntax), ("+1", .syntax), (".5", .syntax), ("1.", .syntax), ("NaN", .syntax),
        ("Infinity", .syntax), ("tru", .syntax), ("\u{FEFF}{}", .syntax), ("// c\n1", .syntax),
        (#""\ud800""#, .syntax), (#""\udc00\ud800""#, .syntax), (#""\x""#, .syntax), ("\"a\nb\"", .syntax),
        ("1e400", .numberRange), ("9223372036854775808", .numberRange), ("-9223372036854775809", .numberRange),
        ("[[[[[[[[[1]]]]]]]]]", .tooDeep), (#"{"a\u0000b":1}"#, .syntax),
    ]

    @Test(arguments: refused) func refusesTextThatIsNotStrictJSON(text: String, code: JSONError.Code) {
        let error = #expect(throws: JSONError.self) { try parser.parse(Array(text.utf8)) }
        #expect(error?.code == code, "\(text) gave \(String(describing: error))")
    }

    @Test func hasTheWholeTableOfRefusals() { #expect(Self.refused.count == 32) }

    @Test(arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]])
    func refusesBytesThatAreNotUTF8(bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try parser.parse(bytes) }
        #expect(error?.code == .encoding)
    }

    @Test func tellsIntegersFromReals() throws {
        guard case .array(let values) = try parser.parse(Array("[1, 1.0, -0, 1e2, 9223372036854775807]".utf8)) else {
            Issue.record("not an array")
            return
        }
        #expect(values.map(\.kind) == ["integer", "number", "integer", "number", "integer"])
        #expect(values[4].integer == .max)
    }

    @Test func keepsTheOrderOfMembersAndComparesNamesByBytes() throws {
        let object = try #require(try parser.parse(Array(#"{"b":1,"a":2,"\u00e9":3,"e\u0301":4}"#.utf8)).object)
        #expect(object.members.map(\.value.integer) == [1, 2, 3, 4])
        #expect(object["\u{E9}"]?.integer == 3)
        #expect(object["e\u{301}"]?.integer == 4)
        #expect(object["missing"] == nil)
    }

    @Test func findsMembersOfLargeObjects() throws {
        let text = "{" + (0..<64).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
        let object = try #require(try parser.parse(Array(text.utf8)).object)
        #expect(object["k0"]?.integer == 0)
        #expect(object["k63"]?.integer == 63)
        #expect(object["k64"] == nil)
    }

    @Test func keepsEachBoundExactly() throws {
        let text = "{" + (0..<65).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
        #expect(throws: JSONError.self) { try parser.parse(Array(text.utf8)) }
        _ = try parser.parse(Array("[[[[[[[[1]]]]]]]]".utf8))
        let exact = "\"" + String(repeating: "a", count: 998) + "\""
        _ = try parser.parse(Array(exact.utf8))
        let error = #expect(throws: JSONError.self) { try parser.parse(Array((exact + " ").utf8)) }
        #expect(error?.code == .tooLarge)
    }

    @Test func acceptsNULAndEmojiInStrings() throws {
        #expect(try parser.parse(Array(#""a\u0000b 😀""#.utf8)).string == "a\u{0}b 😀")
    }

    @Test func bracketsInStringsDoNotCountAsNesting() throws {
        _ = try parser.parse(Array(#"["[[[[[[[[[[\"[[["]"#.utf8))
    }

    @Test func namesTheLineOfAnError() {
        let error = #expect(throws: JSONError.self) { try parser.parse(Array("{\n  \"a\": 1,\n  \"b\" 2\n}".utf8)) }
        #expect(error?.line == 3)
    }

    @Test func countsTheColumnOfNestingInCharacters() {
        let shallow = JSONParser(limits: JSONLimits(maximumBytes: 100, maximumDepth: 1, maximumMembers: 1))
        let error = #expect(throws: JSONError.self) { try shallow.parse(Array("[\n\"é漢\", []]".utf8)) }
        #expect(error?.code == .tooDeep)
        #expect(error?.line == 2)
        #expect(error?.column == 7)
        #expect(error?.offset == 11)
    }
}

@Suite struct JSONPointerLocatorTests {
    private let text = """
        {
          "id": "x",
          "defs": { "ma\\u0069n": { "a": [1, {"b": "q"}, "two"] },
                    "next": true }
        }
        """

    @Test(
        arguments: [
            ([], 1, 1), (["id"], 2, 9), (["defs"], 3, 11), (["defs", "main"], 3, 26), (["defs", "main", "a"], 3, 33),
            (["defs", "main", "a", "0"], 3, 34), (["defs", "main", "a", "1", "b"], 3, 43),
            (["defs", "main", "a", "2"], 3, 49), (["defs", "next"], 4, 21), (["defs", "missing"], 3, 11),
            (["defs", "main", "a", "9"], 3, 33),
        ] as [([String], Int, Int)])
    func findsTheValueOfAPointer(path: [String], line: Int, column: Int) {
        let position = JSONPointerLocator(Array(text.utf8)).position(of: path)
        #expect(position == SourcePosition(line: line, column: column), "\(path)")
    }

    @Test func findsAllPointersInOneWalk() {
        let locator = JSONPointerLocator(Array(text.utf8))
        let paths = [["defs", "next"], [], ["defs", "main", "a", "2", "x"], ["id"], ["defs", "next"], ["missing"]]
        #expect(locator.positions(of: paths) == paths.map(locator.position))
        #expect(locator.positions(of: []).isEmpty)
    }
}
