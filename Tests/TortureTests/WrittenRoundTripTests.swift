// SPDX-License-Identifier: Apache-2.0

import Lexicon
import Testing
import TortureLexicons
import XRPCCore

@Suite("B7: each torture package compiles and round-trips") struct WrittenRoundTripTests {
    @Test(arguments: WrittenValues.all) func theValueSurvives(sample: WrittenValues.Sample) throws {
        let type = try #require(LexiconRegistry.types.first { $0.schema.name == sample.typeName })
        var members = try object(sample.json).members
        try expectRoundTrip(type, LexObject(uniqueMembers: members), "\(sample.typeName)")
        members.append(.init(name: "x-later", value: try data(#"{"n":[9007199254740993,null]}"#)))
        try expectRoundTrip(type, LexObject(uniqueMembers: members), "\(sample.typeName)")
    }

    @Test(arguments: WrittenValues.bodies) func theBodySurvives(json: String, type: WrittenValues.Body) throws {
        let value = try data(json)
        let typed = try type.init(content: .value(value))
        #expect(canonical(typed.lexValue) == canonical(value))
        #expect(typed.content == .value(typed.lexValue))
    }

    /// Packages without data: tokens, permission sets, errors, and bodies without a schema.
    private static let withoutData: Set<Int> = [5, 9, 10, 32, 34, 35, 40]

    @Test func everyPackageWithDataIsInOneTable() {
        #expect(WrittenValues.all.count == 54)
        #expect(WrittenValues.bodies.count == 17)
        let packages = Set(WrittenValues.all.map(\.package))
        #expect(packages.union([2, 29]).union(Self.withoutData) == Set(1...44))
        #expect(packages.isDisjoint(with: Self.withoutData))
    }

    @Test func theReadMeListsEveryPackageAndEveryFile() {
        let rows = TortureSource.readMe.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains(".json`") }
        #expect(rows.count == 44)
        for (position, row) in rows.enumerated() { #expect(row.hasPrefix("| \(position + 1) |")) }
        for file in TortureSource.files where !file.relativePath.contains("/probe/") {
            let name = file.relativePath.dropFirst("torture/".count)
            #expect(rows.contains { $0.contains("`\(name)`") }, "\(name)")
        }
    }

    @Test func theLexiconsHaveNoErrors() {
        #expect(TortureSource.files.count == 71)
        #expect(TortureSource.set.documents.count == 71)
        #expect(TortureSource.set.diagnostics.map(\.rule) == [.repeated, .repeated, .repeated])
    }
}
