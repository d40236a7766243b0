// SPDX-License-Identifier: Apache-2.0

import LexTesting
import XRPCCore

/// Every generated type gives back what it reads, as JSON and as DRISL, with all that it does not know.
struct RoundTripCheck {
    let types: [any LexStruct.Type]

    func run(_ count: Int, _ report: inout CheckReport) {
        let rounds = (count + types.count - 1) / types.count
        for _ in 0..<rounds {
            for type in types {
                report.check("round trip of \(type.schema.name ?? "")") { seed in try Self.check(type, seed) }
            }
        }
        print("\(rounds * types.count) values go through JSON, DRISL and \(types.count) types")
    }

    private static func check(_ type: any LexStruct.Type, _ seed: UInt64) throws {
        var generator = ValueGenerator(seed: seed)
        guard let object = generator.object(type.schema) else { throw CheckFailure("no object satisfies the schema") }
        let original = LexValue.object(object)
        let typed = try type.init(validating: JSONForm.sent(object))
        try JSONForm.expectEqual(original, JSONForm.sent(typed.lexValue), "changed on the way through JSON")
        guard typed.violations.isEmpty else { throw CheckFailure("written with violations \(typed.violations)") }
        guard case .object(let packed) = try LexValue(drisl: original.drisl) else {
            throw CheckFailure("is no object in DRISL")
        }
        try JSONForm.expectEqual(original, type.init(validating: packed).lexValue, "changed on the way through DRISL")
    }
}
