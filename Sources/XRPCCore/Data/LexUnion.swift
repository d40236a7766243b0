// SPDX-License-Identifier: Apache-2.0

/// A generated enum for a union: one case for each variant, and one more for other types where the union is open.
public protocol LexUnion: LexConvertible, XRPCBody {
    /// The variants.
    static var schema: UnionSchema { get }
    /// Reads the variant that `$type` names.
    init(reading reader: UnionReader) throws(LexDataError)
    /// The value of the case.
    var variant: UnionVariant { get }
}

/// What a union holds.
public enum UnionVariant: Sendable {
    /// One of the types that the lexicon names.
    case known(any LexStruct)
    /// An object of another type, with its `$type`.
    case other(LexObject)
}

extension LexUnion {
    /// Reads an object with a `$type`.
    public init?(lexValue: LexValue) {
        guard case .object(let object) = lexValue, case .string(let name) = object["$type"] else { return nil }
        do {
            try self.init(reading: UnionReader(object: object, position: Self.schema.position(of: name)))
        } catch {
            return nil
        }
    }

    /// The object of the case, beginning with its `$type`.
    public var lexValue: LexValue {
        switch variant {
        case .other(let object):
            return .object(object)
        case .known(let value):
            let schema = type(of: value).schema
            guard !schema.isRecord, let name = schema.name else { return value.lexValue }
            let type = LexObject.Member(name: "$type", value: .string(name))
            return .object(LexObject(uniqueMembers: [type] + value.lexObject.members.filter { $0.name != "$type" }))
        }
    }
}

/// Hands the object of one variant to a generated initializer.
public struct UnionReader {
    /// The whole object, with its `$type`.
    @_spi(Generated) public let object: LexObject
    /// The position of the variant in the schema, or nil for a type that the lexicon does not name.
    @_spi(Generated) public let position: Int?

    init(object: LexObject, position: Int?) {
        self.object = object
        self.position = position
    }

    /// Reads the object as one variant; its `$type` is the union's matter and does not stay in the value.
    @_spi(Generated) public func read<Value: LexStruct>() throws(LexDataError) -> Value {
        var object = object
        if !Value.schema.isRecord { object["$type"] = nil }
        return try Value(validated: object)
    }

    /// Why a closed union does not read a type.
    @_spi(Generated) public var refusal: LexDataError {
        LexDataError(path: "/$type", rule: .variant, message: "is not one of the types that are allowed here")
    }
}
