// SPDX-License-Identifier: Apache-2.0

import Testing
import TortureLexicons
import XRPCCore

@Suite("B4: known values, enums, constants and defaults") struct ListedValueTests {
    private typealias Color = Torture.Known.Values.Color

    private static let colors: [(Color, String)] = [
        (._empty, ""), (._1, "1"), (._01, "01"), (._12, "-1"), (.a, "a"), (.a2, "A"), (.aB, "a-b"), (.aB2, "aB"),
        (.aB3, "a_b"), (.aB4, "a b"), (._empty2, "\u{e9}"), (._empty3, "e\u{301}"), (._empty4, "日本"),
        (.red, "torture.known.values#red"), (.other, "torture.known.values#other"), (.red2, "#red"), (.red3, "red"),
        (.self_, "self"), (.init_, "init"), (.default, "default"), (.rawValue_, "rawValue"),
        (.description, "description"), (.hash_, "hash"), (.type, "Type"), (.xY, "x\ny"), (._empty5, "\""),
        (._empty6, "\\"), (Color.none, "none"), (Color.some, "some"), (.tortureKnownValues, "torture.known.values"),
        (._15, "1.5"), (.red4, "com.example.more#red"),
    ]

    @Test func aKnownValueIsItsTextWhateverItsName() {
        #expect(Self.colors.count == 32)
        for (color, text) in Self.colors {
            #expect(color.rawValue.utf8.elementsEqual(text.utf8))
            #expect(color.lexValue == .string(text))
        }
        #expect(Torture.Known.Values.Red.token == "torture.known.values#red")
        #expect(Color.red.rawValue == Torture.Known.Values.Red.token)
    }

    @Test func aStringThatIsNotKnownIsKept() throws {
        let value = try Torture.Known.Values(validating: ["color": .string("violet")])
        #expect(value.color == "violet")
        #expect(value.color != .red)
        #expect(value.namedOrDefault == .y)
    }

    @Test func enumsAreClosed() throws {
        let levels = Torture.Stringenum.Defs.Level.allCases.map(\.rawValue)
        #expect(levels.count == 11)
        for level in levels {
            let value = try Torture.Stringenum.Defs(validating: ["level": .string(level)])
            #expect(value.level.rawValue.utf8.elementsEqual(level.utf8))
        }
        #expect(throws: LexDataError.self) { try Torture.Stringenum.Defs(validating: ["level": .string("LOW")]) }
        #expect(Torture.Stringenum.Defs.Level(lexValue: .string("LOW")) == nil)
        #expect(Torture.Stringenum.Defs.Level(lexValue: .integer(1)) == nil)
        for size in Torture.Intenum.Defs.Size.allCases {
            #expect(try Torture.Intenum.Defs(validating: ["size": .integer(Int64(size.rawValue))]).size == size)
        }
        #expect(Torture.Intenum.Defs.Size.allCases.count == 6)
        #expect(Torture.Intenum.Defs.Size.minus9223372036854775808.rawValue == .min)
        #expect(throws: LexDataError.self) { try Torture.Intenum.Defs(validating: ["size": .integer(2)]) }
    }

    private static let constants: [(field: String, value: LexValue, isGood: Bool)] = [
        ("yes", .bool(true), true), ("yes", .bool(false), false), ("no", .bool(false), true),
        ("no", .bool(true), false),
        ("word", .string("a\"b\\c\n\u{e9}"), true), ("word", .string("a\"b\\c\ne\u{301}"), false),
        ("empty", .string(""), true), ("empty", .string(" "), false), ("words", .array([.string("w")]), true),
        ("words", .array([.string("w"), .string("v")]), false), ("named", .string("n"), true),
        ("named", .string("N"), false),
    ]

    @Test(arguments: constants) func constantsAreChecked(field: String, value: LexValue, isGood: Bool) throws {
        var object: LexObject = ["yes": .bool(true), "word": .string("a\"b\\c\n\u{e9}")]
        object[field] = value
        let violations = Torture.Constants.Defs.schema.violations(in: object)
        #expect(violations.map(\.rule) == (isGood ? [] : [.allowed]), "\(field)")
    }

    @Test func defaultsAreReadWhereAFieldIsAbsentAndNotWritten() throws {
        #expect(Self.constants.count == 12)
        let page = try Torture.Defaults.Search.Page(validating: ["must": .integer(1)])
        #expect(page.size == nil)
        #expect(page.sizeOrDefault == 10)
        #expect(page.openOrDefault)
        #expect(page.titleOrDefault.isEmpty)
        #expect(page.labelOrDefault == "plain")
        #expect(page.countOrDefault == -1)
        #expect(page.lexObject == ["must": .integer(1)])
        #expect(Torture.Stringenum.Defs(level: .low).fallbackOrDefault.rawValue == "none")
        #expect(Torture.Intenum.Defs(size: .value0).namedOrDefault == .value9)
        #expect(Torture.Catalog.Record(number: 1).defaultNumberOrDefault == 42)
    }

    @Test func requestsSendTheirDefaults() throws {
        let parameters = Torture.Defaults.Search.Parameters(must: 3)
        #expect(
            parameters.lexObject == [
                "limit": .integer(50), "reverse": .bool(false), "sort": .string("new\"est\""), "order": .string("desc"),
                "mode": .string("slow"), "must": .integer(3), "class": .integer(1),
            ])
        #expect(try Torture.Defaults.Search.Parameters(validating: ["must": .integer(3)]) == parameters)
        let input = Torture.Defaults.Search.Input()
        #expect(input.lexObject == ["depth": .integer(6), "label": .string("plain")])
        #expect(input.maybe == nil)
        #expect(Torture.Catalog.Query.Parameters(stringField: "a").lexObject == ["stringField": .string("a")])
    }

    @Test func tokensAndErrorsKeepTheirSpelling() {
        #expect(Torture.Tokens.Defs.Class.token == "torture.tokens.defs#class")
        #expect(Torture.Errors.Get.descriptor.errors.count == 11)
        #expect(
            Torture.Errors.Get.ErrorName.allCases.map(\.rawValue).sorted()
                == Torture.Errors.Get.descriptor.errors.sorted())
    }
}
