// SPDX-License-Identifier: Apache-2.0

/// A generated value type for an object of a lexicon; fields that the lexicon does not know travel in ``unknownFields``.
public protocol LexRecord: LexConvertible, Hashable {
    /// The constraints of the fields.
    static var schema: ObjectSchema { get }
    /// Members beyond the schema's fields, kept for a faithful round trip.
    var unknownFields: LexObject { get set }
    /// Reads the fields of an object that is already validated.
    init(reading reader: ObjectReader) throws(LexDataError)
    /// Writes the fields.
    func write(to writer: inout ObjectWriter)
}

extension LexRecord {
    /// Validates an object against the schema and reads it.
    ///
    /// - Throws: ``LexDataError`` with the path of the first violation.
    public init(validating object: LexObject) throws(LexDataError) {
        try Self.schema.validate(object)
        try self.init(validated: object)
    }

    /// Reads an object that has passed the schema.
    ///
    /// - Throws: ``LexDataError`` where a field is of another kind after all.
    public init(validated object: LexObject) throws(LexDataError) {
        try self.init(reading: ObjectReader(object, schema: Self.schema))
    }

    /// Reads an object whose fields have the right kinds.
    public init?(lexValue: LexValue) {
        guard case .object(let object) = lexValue else { return nil }
        do {
            try self.init(validated: object)
        } catch {
            return nil
        }
    }

    /// The fields in lexicon order, then the unknown ones.
    public var lexObject: LexObject {
        var writer = ObjectWriter()
        write(to: &writer)
        return writer.finished(with: unknownFields)
    }

    /// The object as data.
    public var lexValue: LexValue { .object(lexObject) }
}

/// Hands the fields of one object to a generated initializer.
public struct ObjectReader {
    private let object: LexObject
    private let schema: ObjectSchema

    init(_ object: LexObject, schema: ObjectSchema) {
        self.object = object
        self.schema = schema
    }

    /// The value of a field that must be there.
    @_spi(Generated) public func required<Value: LexConvertible>(_ name: String) throws(LexDataError) -> Value {
        guard let value: Value = try optional(name) else {
            throw LexDataError(path: "/\(name)", rule: .required, message: "is required")
        }
        return value
    }

    /// The value of a field that may be absent.
    @_spi(Generated) public func optional<Value: LexConvertible>(_ name: String) throws(LexDataError) -> Value? {
        guard let data = object[name] else { return nil }
        guard let value = Value(lexValue: data) else {
            throw LexDataError(path: "/\(name)", rule: .type, message: "is not of the declared type")
        }
        return value
    }

    /// The members that the schema does not know.
    @_spi(Generated) public var unknownFields: LexObject {
        LexObject(
            uniqueMembers: object.members.filter { member in
                !schema.fields.contains { $0.name.utf8.elementsEqual(member.name.utf8) }
            })
    }
}

/// Collects the fields of one object from a generated method.
public struct ObjectWriter {
    private var members: [LexObject.Member] = []

    init() {}

    /// Writes a field.
    @_spi(Generated) public mutating func required(_ name: String, _ value: some LexConvertible) {
        members.append(LexObject.Member(name: name, value: value.lexValue))
    }

    /// Writes a field that is there; writes nothing for nil.
    @_spi(Generated) public mutating func optional(_ name: String, _ value: (some LexConvertible)?) {
        guard let value else { return }
        members.append(LexObject.Member(name: name, value: value.lexValue))
    }

    func finished(with unknown: LexObject) -> LexObject {
        var object = LexObject(uniqueMembers: members)
        for member in unknown.members where object[member.name] == nil { object[member.name] = member.value }
        return object
    }
}
