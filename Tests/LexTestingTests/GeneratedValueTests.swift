// SPDX-License-Identifier: Apache-2.0

import LexTesting
import Testing
import XRPCCore

@Suite struct GeneratedValueTests {
    @Test func thousandValuesOfEveryKindAreValid() throws {
        var generator = ValueGenerator(seed: 1)
        for _ in 0..<1000 {
            let object = try generator.required(SampleSchemas.everything)
            #expect(SampleSchemas.everything.violations(in: object) == [])
        }
    }

    @Test func theSameSeedGivesTheSameValues() {
        var first = ValueGenerator(seed: 7)
        var second = ValueGenerator(seed: 7)
        var third = ValueGenerator(seed: 8)
        let values = (0..<20).map { _ in first.object(SampleSchemas.everything) }
        #expect(values == (0..<20).map { _ in second.object(SampleSchemas.everything) })
        #expect(values != (0..<20).map { _ in third.object(SampleSchemas.everything) })
    }

    @Test func theSmallestValueHasOnlyWhatIsRequired() throws {
        let object = try #require(ValueGenerator.minimal(SampleSchemas.everything))
        #expect(SampleSchemas.everything.violations(in: object) == [])
        #expect(object.members.map(\.name) == ["$type", "flag", "count", "kind", "text", "nothing"])
        #expect(object["count"] == .integer(3))
        #expect(object["text"] == .string("aa"))
        #expect(object["nothing"] == .null)
    }

    @Test func everyPresenceAndEveryBoundOccurs() throws {
        var generator = ValueGenerator(seed: 3)
        let values = try (0..<600).map { _ in try generator.required(SampleSchemas.everything) }
        let counts = values.compactMap(\.["count"])
        #expect(counts.contains(.integer(3)))
        #expect(counts.contains(.integer(9)))
        #expect(Set(values.map { $0["maybe"].map { $0 == .null } }) == [nil, true, false])
        let texts = values.compactMap { value -> String? in
            guard case .string(let text) = value["text"] else { return nil }
            return text
        }
        #expect(Set(texts.map(\.count)).isSuperset(of: [2, 6]))
        #expect(Set(texts.map(\.utf8.count)).isSuperset(of: [2, 40]))
        #expect(values.contains { value in value.members.contains { $0.name == "__proto__" } })
    }

    @Test func bothKnownAndOtherVariantsOccurInOpenUnionsOnly() throws {
        var generator = ValueGenerator(seed: 4)
        var names: [Bool: Set<String>] = [:]
        for isClosed in [false, true] {
            let union = UnionSchema([SchemaReference { SampleSchemas.leaf }], isClosed: isClosed)
            for _ in 0..<100 {
                guard case .object(let object) = generator.value(.union(union)),
                    case .string(let name) = object["$type"]
                else { continue }
                names[isClosed, default: []].insert(name)
            }
        }
        #expect(names[true] == ["com.example.test#leaf"])
        #expect(names[false]?.count == 4)
    }

    @Test func schemasThatNothingSatisfiesGiveNothing() {
        let impossible: [LexSchema] = [
            .integer(minimum: 2, maximum: 1), .string(StringRule(maximumLength: 1, allowed: ["two"])),
            .string(StringRule(maximumLength: 2, minimumGraphemes: 3)), .union(UnionSchema([], isClosed: true)),
            .array(.link, minimumLength: 2, maximumLength: 1), .bytes(minimumLength: 2, maximumLength: 1),
            .definition(SchemaReference { SampleSchemas.endless }),
        ]
        var generator = ValueGenerator(seed: 5)
        for schema in impossible {
            #expect(ValueGenerator.minimal(schema) == nil)
            #expect(generator.value(schema) == nil)
        }
        #expect(impossible.count == 7)
    }

    @Test func withoutUnknownFieldsOnlyTheSchemaSpeaks() throws {
        var generator = ValueGenerator(seed: 6, unknownFields: false)
        let names = Set(SampleSchemas.everything.fields.map(\.name) + ["$type"])
        for _ in 0..<200 {
            let object = try generator.required(SampleSchemas.everything)
            #expect(names.isSuperset(of: object.members.map(\.name)))
        }
    }
}
