// SPDX-License-Identifier: Apache-2.0

import LexiconData
import Testing
import TortureLexicons
import XRPCCore

@Suite("B3: whatever a lexicon permits survives") struct SampleRoundTripTests {
    private static let unknown: LexObject.Member = .init(
        name: "x-later",
        value: .object([
            "big": .integer(9_007_199_254_740_993), "list": .array([.null, .object(["": .string("é\u{301}\n")])]),
            "bytes": .bytes([0, 255]), "link": .link(SampleMaker.cid), "$type": .string("com.example.later"),
        ]))

    private static func withUnknown(_ object: LexObject) -> LexObject {
        LexObject(uniqueMembers: object.members + [unknown])
    }

    @Test func everyTypeOfTheRegistryKeepsSmallAndLargeValues() throws {
        #expect(LexiconRegistry.types.count == 163)
        #expect(LexiconRegistry.records.count == 13)
        var count = 0
        for type in LexiconRegistry.types {
            for seed in 0..<6 {
                for isMinimal in [true, false] {
                    let sample = SampleMaker(seed: seed, isMinimal: isMinimal).object(type.schema)
                    try expectRoundTrip(type, sample, "\(type)")
                    try expectRoundTrip(type, Self.withUnknown(sample), "\(type)")
                    count += 2
                }
            }
        }
        #expect(count == 163 * 24)
    }

    @Test func schemasMadeAtRunTimeJudgeAlike() throws {
        let schemas = LexiconSchemas(TortureSource.set)
        for type in LexiconRegistry.types {
            let name = try #require(type.schema.name)
            let schema = try #require(schemas.objectSchema(of: name), "\(name)")
            #expect(schema.isRecord == type.schema.isRecord)
            #expect(schema.fields.map(\.name) == type.schema.fields.map(\.name))
            for seed in 0..<6 {
                let sample = SampleMaker(seed: seed, isMinimal: false).object(schema)
                #expect(type.schema.violations(in: sample).isEmpty, "\(name)")
                var broken = sample
                for field in schema.fields {
                    broken[field.name] = .array([.integer(Int64(seed))])
                    #expect(type.schema.violations(in: broken) == schema.violations(in: broken), "\(name)")
                    broken[field.name] = .null
                    #expect(type.schema.violations(in: broken) == schema.violations(in: broken), "\(name)")
                    broken[field.name] = nil
                    #expect(type.schema.violations(in: broken) == schema.violations(in: broken), "\(name)")
                }
            }
        }
    }

    @Test func methodsMadeAtRunTimeAreThoseOfTheRegistry() throws {
        let schemas = LexiconSchemas(TortureSource.set)
        #expect(LexiconRegistry.methods.count == 24)
        for method in LexiconRegistry.methods {
            let other = try #require(schemas.methodDescriptor(of: method.nsid.rawValue))
            #expect(other.kind == method.kind)
            #expect(other.parameters.fields.map(\.name) == method.parameters.fields.map(\.name))
            #expect(other.input?.encoding == method.input?.encoding)
            #expect(other.output?.encoding == method.output?.encoding)
            #expect((other.message == nil) == (method.message == nil))
            #expect(Set(other.errors) == Set(method.errors))
        }
    }
}
