// SPDX-License-Identifier: Apache-2.0

import XRPCCore

extension WeakPointFinder {
    mutating func findScalar(_ schema: LexSchema, _ path: DataPath) {
        switch schema {
        case .boolean(let constant?):
            add(.notAllowed, path) { _ in .bool(!constant) }
        case .integer(let minimum, let maximum, let allowed):
            findInteger(minimum, maximum, allowed, path)
        case .string(let rule):
            findString(rule, path)
        case .bytes(let minimum, let maximum):
            if let minimum, minimum > 0 { add(.tooShort, path) { .bytes($0.bytes(minimum - 1)) } }
            if let maximum, maximum < Self.mostParts { add(.tooLong, path) { .bytes($0.bytes(maximum + 1)) } }
        case .unknown:
            add(.wrongKind, path) { random in .object(LexObject().typed("blob")) }
        default:
            break
        }
    }

    private mutating func findInteger(_ minimum: Int64?, _ maximum: Int64?, _ allowed: [Int64]?, _ path: DataPath) {
        if let minimum, minimum > .min {
            add(.tooSmall, path) { random in
                [minimum - 1, .min].randomElement(using: &random).map(LexValue.integer)
            }
        }
        if let maximum, maximum < .max {
            add(.tooLarge, path) { random in
                [maximum + 1, .max].randomElement(using: &random).map(LexValue.integer)
            }
        }
        if let allowed {
            let others = UnknownData.notableIntegers + allowed.map { $0 &+ 1 }
            let fitting = others.filter { minimum ?? .min <= $0 && $0 <= maximum ?? .max && !allowed.contains($0) }
            add(.notAllowed, path) { random in fitting.randomElement(using: &random).map(LexValue.integer) }
        }
    }

    private mutating func findString(_ rule: StringRule, _ path: DataPath) {
        findLength(rule, path)
        findGraphemes(rule, path)
        let bounds = TextBounds(rule)
        if let allowed = rule.allowed {
            let others = ["", "other", "aaaaaaaa"] + allowed.flatMap { [$0 + "x", String($0.dropLast())] }
            let fitting = others.filter { bounds.admits($0) && !allowed.contains($0) }
            add(.notAllowed, path) { random in fitting.randomElement(using: &random).map(LexValue.string) }
        } else if let format = rule.format {
            let fitting = FormatSamples.invalid(format.formatName).filter(bounds.admits)
            add(.badFormat, path) { random in fitting.randomElement(using: &random).map(LexValue.string) }
        }
    }

    private mutating func findLength(_ rule: StringRule, _ path: DataPath) {
        if let maximum = rule.maximumLength, maximum < Self.mostParts {
            add(.tooLong, path) { random in
                let clusters = random.once(in: 2) ? Int.max : maximum / 4
                return .string(TextBounds().packed(maximum + 1, clusters: clusters, &random))
            }
        }
        if let minimum = rule.minimumLength, minimum > 0 {
            add(.tooShort, path) { random in .string(TextBounds().packed(minimum - 1, clusters: .max, &random)) }
        }
    }

    private mutating func findGraphemes(_ rule: StringRule, _ path: DataPath) {
        var lengths = TextBounds(rule)
        let allowed = lengths.clusters
        lengths.clusters = 0...Int.max
        let bounds = lengths
        if let maximum = rule.maximumGraphemes, maximum < Self.mostParts {
            add(.tooManyGraphemes, path) { random in
                let bytes = min(bounds.bytes.upperBound, 6 * (maximum + 1))
                let text = bounds.filled(maximum + 1, bytes: bytes, &random)
                return bounds.admits(text) && !allowed.contains(text.count) ? .string(text) : nil
            }
        }
        if let minimum = rule.minimumGraphemes, minimum > 0 {
            add(.tooFewGraphemes, path) { _ in
                let text = String(repeating: "👩‍👩‍👧‍👦", count: minimum - 1)
                return bounds.admits(text) ? .string(text) : nil
            }
        }
    }
}

extension LexSchema {
    /// Values of every kind that this schema never has.
    var otherKinds: [LexValue] {
        let samples: [LexValue] = [
            .bool(true), .integer(7), .string("7"), .bytes([7]), .array([]), .object(LexObject()),
            .link(CID(sha256: Array(repeating: 7, count: 32), codec: .raw)),
        ]
        return samples.filter { !isOfSameKind($0) }
    }

    private func isOfSameKind(_ value: LexValue) -> Bool {
        switch (self, value) {
        case (.boolean, .bool), (.integer, .integer), (.string, .string), (.bytes, .bytes), (.link, .link),
            (.array, .array), (.definition, .object), (.union, .object), (.unknown, .object):
            true
        default:
            false
        }
    }
}
