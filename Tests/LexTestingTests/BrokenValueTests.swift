// SPDX-License-Identifier: Apache-2.0

import LexTesting
import Testing
import XRPCCore

@Suite struct BrokenValueTests {
    @Test func everyWayToBreakAValueIsFoundAndNamed() throws {
        var generator = ValueGenerator(seed: 11)
        var breaker = ValueBreaker(seed: 12)
        var seen: [BrokenValue.Change: Int] = [:]
        for _ in 0..<3000 {
            let object = try generator.required(SampleSchemas.everything)
            let broken = try breaker.required(object, SampleSchemas.everything)
            seen[broken.change, default: 0] += 1
            let found = try #require(throws: LexDataError.self) {
                try SampleSchemas.everything.validate(broken.object)
            }
            #expect(found.rule == broken.rule, "\(broken)")
            #expect(found.path == broken.path, "\(broken)")
        }
        #expect(seen.count == 16)
        #expect(Set(seen.keys) == Set(BrokenValue.Change.allCases))
    }

    @Test func theSameSeedBreaksTheSameWay() throws {
        let object = try #require(ValueGenerator.minimal(SampleSchemas.everything))
        var first = ValueBreaker(seed: 1)
        var second = ValueBreaker(seed: 1)
        for _ in 0..<50 {
            let broken = first.broken(object, SampleSchemas.everything)
            #expect(broken?.path == second.broken(object, SampleSchemas.everything)?.path)
        }
    }

    @Test func anObjectWithoutFieldsCannotBeBroken() {
        var breaker = ValueBreaker(seed: 1)
        #expect(breaker.broken(LexObject(), ObjectSchema()) == nil)
    }
}
