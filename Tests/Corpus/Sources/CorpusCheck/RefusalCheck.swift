// SPDX-License-Identifier: Apache-2.0

import LexTesting
import XRPCCore

/// Every value that breaks its schema in one place is refused with that place and the broken rule.
struct RefusalCheck {
    let types: [any LexStruct.Type]

    func run(_ count: Int, _ report: inout CheckReport) {
        var changes: [BrokenValue.Change: Int] = [:]
        let breakable = types.filter { !$0.schema.fields.isEmpty || $0.schema.isRecord }
        let rounds = (count + breakable.count - 1) / max(1, breakable.count)
        for _ in 0..<rounds {
            for type in breakable {
                report.check("refusal by \(type.schema.name ?? "")") { seed in
                    changes[try Self.check(type, seed), default: 0] += 1
                }
            }
        }
        print("\(rounds * breakable.count) broken values are refused by \(breakable.count) types")
        for change in BrokenValue.Change.allCases { print("  \(change.rawValue) \(changes[change] ?? 0)") }
    }

    private static func check(_ type: any LexStruct.Type, _ seed: UInt64) throws -> BrokenValue.Change {
        var generator = ValueGenerator(seed: seed)
        var breaker = ValueBreaker(seed: seed)
        guard let object = generator.object(type.schema), let broken = breaker.broken(object, type.schema) else {
            throw CheckFailure("nothing could be broken")
        }
        let received = try JSONForm.sent(of: broken)
        do {
            try type.schema.validate(received)
        } catch {
            guard error.path == broken.path, error.rule == broken.rule else {
                throw CheckFailure("\(broken.change) is \(error.rule) at \(error.path), not \(Self.text(broken))")
            }
            return broken.change
        }
        throw CheckFailure("accepted: \(Self.text(broken))")
    }

    private static func text(_ broken: BrokenValue) -> String {
        "\(broken.rule) at \(broken.path) in \(JSONForm.text(.object(broken.object)))"
    }
}

extension JSONForm {
    /// The broken object as it arrives, where the data model itself lets it pass.
    fileprivate static func sent(of broken: BrokenValue) throws -> LexObject {
        do {
            return try sent(broken.object)
        } catch is LexDataError {
            return broken.object
        }
    }
}
