// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import Testing
import XRPCCore

/// Every line of the protocol's own syntax examples.
@Suite(.enabled(if: ConformanceData.isAvailable)) struct InteropSyntaxTests {
    struct Fixture: Sendable {
        let name: String
        let format: any StringFormat.Type
        let valid: Int
        let invalid: Int
    }

    static let fixtures = [
        Fixture(name: "atidentifier", format: ATIdentifier.self, valid: 11, invalid: 22),
        Fixture(name: "aturi", format: ATURI.self, valid: 23, invalid: 72),
        Fixture(name: "cid", format: CID.self, valid: 8, invalid: 10),
        Fixture(name: "datetime", format: Datetime.self, valid: 35, invalid: 45),
        Fixture(name: "did", format: DID.self, valid: 24, invalid: 18),
        Fixture(name: "handle", format: Handle.self, valid: 71, invalid: 48),
        Fixture(name: "language", format: LanguageTag.self, valid: 18, invalid: 7),
        Fixture(name: "nsid", format: NSID.self, valid: 25, invalid: 27),
        Fixture(name: "recordkey", format: RecordKey.self, valid: 16, invalid: 11),
        Fixture(name: "tid", format: TID.self, valid: 4, invalid: 9),
        Fixture(name: "uri", format: URIString.self, valid: 9, invalid: 12),
    ]

    @Test(arguments: fixtures) func acceptsEveryValidExampleAsItIsWritten(fixture: Fixture) throws {
        let lines = try Self.lines("\(fixture.name)_syntax_valid")
        for line in lines { #expect(fixture.format.init(rawValue: line)?.rawValue == line, "\(line)") }
        #expect(lines.count == fixture.valid)
    }

    @Test(arguments: fixtures) func refusesEveryInvalidExample(fixture: Fixture) throws {
        let lines = try Self.lines("\(fixture.name)_syntax_invalid")
        for line in lines { #expect(fixture.format.init(rawValue: line) == nil, "\(line)") }
        #expect(lines.count == fixture.invalid)
    }

    @Test func readsTheSyntaxButNotTheSenseOfDatetimesThatDoNotExist() throws {
        let lines = try Self.lines("datetime_parse_invalid")
        for line in lines {
            let datetime = try #require(Datetime(rawValue: line))
            #expect(datetime.date == nil, "\(line)")
        }
        #expect(lines.count == 7)
    }

    @Test func readsTheSyntaxButNotTheSenseOfLanguagesThatRepeatThemselves() throws {
        let lines = try Self.lines("language_parse_invalid")
        for line in lines {
            let tag = try #require(LanguageTag(rawValue: line))
            #expect(tag.subtags == nil, "\(line)")
        }
        #expect(lines.count == 4)
    }

    @Test func everyValidDatetimeAndLanguageMakesSense() throws {
        for line in try Self.lines("datetime_syntax_valid") {
            #expect(Datetime(rawValue: line)?.date != nil, "\(line)")
        }
        for line in try Self.lines("language_syntax_valid") {
            #expect(LanguageTag(rawValue: line)?.subtags != nil, "\(line)")
        }
    }

    @Test func countsAllExamples() {
        #expect(Self.fixtures.reduce(0) { $0 + $1.valid } == 244)
        #expect(Self.fixtures.reduce(0) { $0 + $1.invalid } == 281)
    }

    private static func lines(_ name: String) throws -> [String] {
        try ConformanceData.bytes("interop/syntax/\(name).txt").split(separator: 0x0A)
            .map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace) }
    }
}
