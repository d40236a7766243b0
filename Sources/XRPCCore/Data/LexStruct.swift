// SPDX-License-Identifier: Apache-2.0

/// A generated value type for an object of a lexicon.
///
/// Fields that the lexicon does not know travel in ``unknownFields``, so that reading and writing loses nothing.
public protocol LexStruct: LexConvertible, XRPCBody {
    /// The constraints of the fields.
    static var schema: ObjectSchema { get }
    /// Members beyond the schema's fields, kept for a faithful round trip.
    var unknownFields: LexObject { get set }
    /// Reads the fields in lexicon order from an object that is already validated.
    init(reading reader: inout ObjectReader) throws(LexDataError)
    /// Writes the fields in lexicon order.
    func write(to writer: inout ObjectWriter)
}

/// A generated value type for a record: always written with its `$type`, never read with another one.
public protocol LexRecord: LexStruct {}

extension LexRecord {
    /// The NSID of the record, which is the name of its collection.
    public static var nsid: NSID { NSID(checked: schema.name ?? "") }
}

extension LexStruct {
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
        var reader = ObjectReader(object, schema: Self.schema)
        try self.init(reading: &reader)
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

    /// All violations of the schema, for a value that is about to be sent; at most 100.
    public var violations: [LexDataError] { Self.schema.violations(in: lexObject) }

    /// The fields in lexicon order, then the unknown ones; a record begins with its `$type`.
    public var lexObject: LexObject {
        var writer = ObjectWriter(schema: Self.schema)
        write(to: &writer)
        return writer.finished(with: unknownFields)
    }

    /// The object as data.
    public var lexValue: LexValue { .object(lexObject) }
}

/// Hands the fields of one object to a generated initializer, in lexicon order.
public struct ObjectReader {
    private let fields: [ObjectSchema.Field]
    private let values: [LexValue?]
    private var position = 0
    /// The members that the schema does not know.
    @_spi(Generated) public let unknownFields: LexObject

    init(_ object: LexObject, schema: ObjectSchema) {
        fields = schema.fields
        let sorted = schema.sorted(object)
        values = sorted.values
        unknownFields = LexObject(uniqueMembers: sorted.unknown)
    }

    /// The value of the next field, which must be there.
    @_spi(Generated) public mutating func required<Value: LexConvertible>() throws(LexDataError) -> Value {
        position += 1
        guard let data = values[position - 1] else { throw failure(.required, "is required") }
        guard let value = Value(lexValue: data) else { throw failure(.type, "is not of the declared type") }
        return value
    }

    /// The value of the next field, which may be absent.
    @_spi(Generated) public mutating func optional<Value: LexConvertible>() throws(LexDataError) -> Value? {
        position += 1
        guard let data = values[position - 1] else { return nil }
        guard let value = Value(lexValue: data) else { throw failure(.type, "is not of the declared type") }
        return value
    }

    private func failure(_ rule: LexDataError.Rule, _ message: String) -> LexDataError {
        LexDataError(path: "/" + LexDataError.escaped(fields[position - 1].name), rule: rule, message: message)
    }
}

/// Collects the fields of one object from a generated method, in lexicon order.
public struct ObjectWriter {
    private let schema: ObjectSchema
    private var members: [LexObject.Member] = []
    private var position = 0

    init(schema: ObjectSchema) {
        self.schema = schema
        members.reserveCapacity(schema.fields.count + 1)
        if schema.isRecord, let name = schema.name {
            members.append(LexObject.Member(name: "$type", value: .string(name)))
        }
    }

    /// Writes the next field.
    @_spi(Generated) public mutating func required(_ value: some LexConvertible) {
        members.append(LexObject.Member(name: schema.fields[position].name, value: value.lexValue))
        position += 1
    }

    /// Writes the next field where there is a value; writes nothing for nil.
    @_spi(Generated) public mutating func optional(_ value: (some LexConvertible)?) {
        if let value {
            required(value)
        } else {
            position += 1
        }
    }

    consuming func finished(with unknown: LexObject) -> LexObject {
        guard !unknown.isEmpty else { return LexObject(uniqueMembers: members) }
        let written = LexObject(uniqueMembers: members)
        return LexObject(uniqueMembers: members + unknown.members.filter { written[$0.name] == nil })
    }
}
