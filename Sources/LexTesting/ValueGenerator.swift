// SPDX-License-Identifier: Apache-2.0

public import XRPCCore

/// Makes random data that a schema accepts, for tests of what must hold for every value.
///
/// The same seed gives the same values. Lengths and numbers are often at their bounds, texts often have graphemes of
/// several bytes, and every object may have fields that the schema does not know, with any data in them.
public struct ValueGenerator: Sendable {
    /// The deepest nesting of objects that is chosen at random; below it, values are the smallest ones.
    public static let maximumDepth = 6
    /// The most objects and elements in one value before the rest becomes as small as it can be.
    public static let maximumParts = 80

    var random: SplitMix64
    private let hasUnknownFields: Bool
    private var depth = 0
    private var parts = 0

    /// Starts the series of a seed; without unknown fields, only what the schema names is there.
    public init(seed: UInt64, unknownFields: Bool = true) {
        random = SplitMix64(seed: seed)
        hasUnknownFields = unknownFields
    }

    /// A random object of a schema, or nil where no object satisfies it.
    public mutating func object(_ schema: ObjectSchema) -> LexObject? {
        parts = 0
        return nested(schema)
    }

    /// A random value of a schema, or nil where no value satisfies it.
    public mutating func value(_ schema: LexSchema) -> LexValue? {
        parts = 0
        return nested(schema)
    }

    /// The smallest object of a schema, or nil where no object satisfies it.
    public static func minimal(_ schema: ObjectSchema) -> LexObject? { MinimalValue.search { $0.object(schema) } }

    /// The smallest value of a schema, or nil where no value satisfies it.
    public static func minimal(_ schema: LexSchema) -> LexValue? { MinimalValue.search { $0.value(schema) } }

    /// Whether what is still to come must be as small as it can be.
    var isSpent: Bool { depth >= Self.maximumDepth || parts >= Self.maximumParts }

    mutating func nested(_ schema: LexSchema) -> LexValue? {
        parts += 1
        return switch schema {
        case .boolean(let constant): .bool(constant ?? random.once(in: 2))
        case .integer(let minimum, let maximum, let allowed): integer(minimum, maximum, allowed).map(LexValue.integer)
        case .string(let rule): string(rule).map(LexValue.string)
        case .bytes(let minimum, let maximum): bytes(minimum, maximum).map(LexValue.bytes)
        case .link: .link(link())
        case .blob(let accept, let maximum): blob(accept, maximum)?.lexValue
        case .array(let element, let minimum, let maximum): array(element, minimum, maximum).map(LexValue.array)
        case .definition(let reference): nested(reference.schema).map(LexValue.object)
        case .union(let union): variant(union).map(LexValue.object)
        case .unknown: .object(UnknownData.object(&random, maximumDepth: isSpent ? 0 : 2))
        }
    }

    mutating func nested(_ schema: ObjectSchema) -> LexObject? {
        guard !isSpent else { return Self.minimal(schema) }
        depth += 1
        defer { depth -= 1 }
        var members: [LexObject.Member] = []
        if let name = schema.name, schema.isRecord || hasUnknownFields && random.once(in: 8) {
            members.append(LexObject.Member(name: "$type", value: .string(name)))
        }
        for field in schema.fields {
            guard let value = member(field) else {
                if field.presence.isRequired { return nil }
                continue
            }
            members.append(LexObject.Member(name: field.name, value: value))
        }
        if hasUnknownFields, random.once(in: 3) { members += unknownMembers(beside: schema) }
        if random.once(in: 4) { members.shuffle(using: &random) }
        return LexObject(uniqueMembers: members)
    }

    /// The value of a field, or nil for absence.
    private mutating func member(_ field: ObjectSchema.Field) -> LexValue? {
        if !field.presence.isRequired, random.once(in: 2) { return nil }
        if field.presence.isNullable, random.once(in: 3) { return .null }
        return nested(field.schema)
    }
}
