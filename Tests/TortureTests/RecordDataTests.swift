// SPDX-License-Identifier: Apache-2.0

import Lexicon
import LexiconData
import Testing
import TortureLexicons
import XRPCCore

@Suite("A4: data against generated types and against schemas made at run time") struct RecordDataTests {
    private static let schemas = LexiconSchemas(TortureSource.set)
    private static var runtime: ObjectSchema {
        get throws { try #require(schemas.objectSchema(of: "torture.catalog.record")) }
    }

    @Test(arguments: RecordData.valid) func goodDataIsTaken(json: String) throws {
        let record = try RecordData.record(json)
        #expect(try Self.runtime.violations(in: record).isEmpty)
        try expectRoundTrip(Torture.Catalog.Record.self, record)
    }

    @Test(arguments: RecordData.invalid) func badDataIsRefusedWithRuleAndPlace(bad: RecordData.Case) throws {
        let record = try RecordData.record(bad.json)
        let error = #expect(throws: LexDataError.self) { try Torture.Catalog.Record(validating: record) }
        #expect(error?.rule == bad.rule)
        #expect(error?.path == bad.path)
        #expect(try Self.runtime.violations(in: record) == Torture.Catalog.Record.schema.violations(in: record))
        #expect(try Self.runtime.violations(in: record).count == 1)
    }

    @Test func theTablesAreComplete() {
        #expect(RecordData.valid.count == 8)
        #expect(RecordData.invalid.count == 68)
    }

    @Test func theRequiredFieldOfARecordIsMissed() throws {
        let record: LexObject = ["$type": .string("torture.catalog.record")]
        #expect(try Self.runtime.violations(in: record).map(\.path) == ["/number"])
        #expect(try Self.runtime.violations(in: [:]).map(\.path) == ["/$type", "/number"])
        #expect(Torture.Catalog.Record.schema.violations(in: [:]).map(\.rule) == [.variant, .required])
    }

    @Test func namesThatLeadToNoObjectHaveNoSchema() {
        for name in [
            "torture.catalog.nothing", "torture.catalog.record#nothing", "torture.catalog.record#mark",
            "torture.catalog.record#main", "torture.catalog.query", "torture.catalog.permissions", "", "#", "a#b#c",
        ] { #expect(Self.schemas.objectSchema(of: name) == nil, "\(name)") }
        #expect(TortureSource.set.objectSchema(of: "torture.catalog.record#small")?.fields.count == 2)
        #expect(Self.schemas.schema(of: "torture.catalog.record#mark") == nil)
        #expect(Self.schemas.methodDescriptor(of: "torture.catalog.record") == nil)
    }

    @Test func namedTypesThatAreNoObjectsHaveASchemaToo() throws {
        let texts = try #require(Self.schemas.schema(of: "torture.named.defs#texts"))
        #expect(texts.violations(in: .array([.string("a"), .string("too long")])).map(\.path) == ["/1"])
        #expect(texts.violations(in: .array(Array(repeating: .string("a"), count: 3))).map(\.rule) == [.length])
        let choices = try #require(Self.schemas.schema(of: "torture.named.defs#choices"))
        #expect(choices.violations(in: .array([.object([:])])).map(\.path) == ["/0/$type"])
    }

    @Test func allViolationsAreCollectedWhereTheyAreAskedFor() throws {
        let record = try RecordData.record(
            #"{"flag":1,"rangeNumber":21,"lengthArray":[1,"a",null,4,5,6],"formats":{"did":"x","uri":"y z"}}"#)
        let found = Torture.Catalog.Record.schema.violations(in: record)
        #expect(
            Set(found.map(\.path)) == [
                "/flag", "/rangeNumber", "/lengthArray", "/lengthArray/1", "/lengthArray/2", "/formats/did",
                "/formats/uri",
            ])
        #expect(found.count == 7)
        #expect(Torture.Catalog.Record.schema.violations(in: record, limit: 3).count == 3)
    }

    @Test func aViolationSaysPathRuleLimitAndActual() throws {
        let record = try RecordData.record(#"{"rangeNumber":21}"#)
        let error = try #require(Torture.Catalog.Record.schema.violations(in: record).first)
        #expect(
            error
                == LexDataError(
                    path: "/rangeNumber", rule: .range, message: "must be at most 20", limit: 20, actual: 21))
        let long = try RecordData.record(#"{"lengthText":"012345678901234567890","sizeBytes":{"$bytes":"AQI"}}"#)
        let found = Torture.Catalog.Record.schema.violations(in: long)
        #expect(found.map(\.limit) == [20, 3])
        #expect(found.map(\.actual) == [21, 2])
    }

    @Test func namesAreEscapedInPaths() {
        let object: LexObject = ["1st": .string("a"), "new\nline": .integer(1), "a/b": .integer(1), "a~b": .integer(2)]
        #expect(Torture.Ugly.Names.schema.violations(in: object).map(\.path) == ["/a~1b", "/a~0b"])
    }

    @Test func namesThatUnicodeTakesForEqualAreDifferentFields() throws {
        let both: LexObject = [
            "1st": .string("a"), "new\nline": .integer(1), "\u{e9}": .string("x"), "e\u{301}": .string("y"),
        ]
        var other = both
        other["\u{e9}"] = .string("z")
        #expect(both.members.count == 4)
        #expect(both != other)
        #expect(try Torture.Ugly.Names(validating: both).lexObject == both)
        #expect(try Torture.Ugly.Names(validating: both) != Torture.Ugly.Names(validating: other))
    }
}
