// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// Makes the smallest value of a schema: nothing optional, the shortest texts, the flattest variants.
struct MinimalValue {
    private static let maximumDepth = 12

    /// How many more objects may stand in each other.
    private let depth: Int
    /// Whether an open union whose variants are all too deep may hold another type.
    private let hasOtherVariants: Bool

    /// Tries to make a value with few levels of objects, then with more.
    static func search<Value>(_ make: (MinimalValue) -> Value?) -> Value? {
        for hasOtherVariants in [false, true] {
            for depth in 1...maximumDepth {
                if let value = make(MinimalValue(depth: depth, hasOtherVariants: hasOtherVariants)) { return value }
            }
        }
        return nil
    }

    private var deeper: MinimalValue { MinimalValue(depth: depth - 1, hasOtherVariants: hasOtherVariants) }

    func object(_ schema: ObjectSchema) -> LexObject? {
        guard depth > 0 else { return nil }
        var members: [LexObject.Member] = []
        if schema.isRecord, let name = schema.name {
            members.append(LexObject.Member(name: "$type", value: .string(name)))
        }
        for field in schema.fields where field.presence.isRequired {
            guard let value = field.presence.isNullable ? .null : deeper.value(field.schema) else { return nil }
            members.append(LexObject.Member(name: field.name, value: value))
        }
        return LexObject(uniqueMembers: members)
    }

    func value(_ schema: LexSchema) -> LexValue? {
        var random = SplitMix64(seed: 0)
        return switch schema {
        case .boolean(let constant): .bool(constant ?? false)
        case .integer(let minimum, let maximum, let allowed): integer(minimum, maximum, allowed).map(LexValue.integer)
        case .string(let rule): string(rule, &random).map(LexValue.string)
        case .bytes(let minimum, let maximum):
            minimum ?? 0 <= maximum ?? .max ? .bytes(Array(repeating: 0, count: max(0, minimum ?? 0))) : nil
        case .link: .link(Self.link)
        case .blob(let accept, let maximum): blob(accept, maximum)
        case .array(let element, let minimum, let maximum): array(element, minimum ?? 0, maximum).map(LexValue.array)
        case .definition(let reference): object(reference.schema).map(LexValue.object)
        case .union(let union): variant(union).map(LexValue.object)
        case .unknown: .object(LexObject())
        }
    }

    func variant(_ union: UnionSchema) -> LexObject? {
        for variant in union.variants {
            let schema = variant.schema
            if let name = schema.name, let object = object(schema) { return object.typed(name) }
        }
        guard !union.isClosed, union.variants.isEmpty || hasOtherVariants else { return nil }
        return LexObject().typed("com.example.other")
    }

    private static let link = CID(sha256: Array(repeating: 0, count: 32), codec: .raw)

    private func integer(_ minimum: Int64?, _ maximum: Int64?, _ allowed: [Int64]?) -> Int64? {
        let (least, most) = (minimum ?? .min, maximum ?? .max)
        if let allowed { return allowed.first { least <= $0 && $0 <= most } }
        return least <= most ? min(max(0, least), most) : nil
    }

    private func string(_ rule: StringRule, _ random: inout SplitMix64) -> String? {
        let bounds = TextBounds(rule)
        let samples = rule.allowed ?? rule.format.map { FormatSamples.valid($0.formatName) }
        guard let samples else { return bounds.shortest(&random) }
        return samples.filter { bounds.admits($0) && (rule.format?.admits($0) ?? true) }
            .min { $0.utf8.count < $1.utf8.count }
    }

    private func blob(_ accept: [String]?, _ maximum: Int?) -> LexValue? {
        guard maximum ?? 0 >= 0, let type = MIMETypeSamples.accepted(by: accept).first else { return nil }
        return Blob(ref: Self.link, mimeType: type, size: 0).lexValue
    }

    private func array(_ element: LexSchema, _ minimum: Int, _ maximum: Int?) -> [LexValue]? {
        guard minimum <= maximum ?? .max else { return nil }
        guard minimum > 0 else { return [] }
        return value(element).map { Array(repeating: $0, count: minimum) }
    }
}
