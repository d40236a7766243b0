// SPDX-License-Identifier: Apache-2.0

extension ObjectSchema {
    /// Checks an object: required fields, then each present field, then what is within.
    ///
    /// Fields that the schema does not know are passed.
    ///
    /// - Throws: ``LexDataError`` with the path of the first violation.
    public func validate(_ object: LexObject) throws(LexDataError) {
        var validator = SchemaValidator(limit: 1)
        validator.check(object, self)
        if let first = validator.violations.first { throw first }
    }

    /// All violations in an object, at most `limit` of them.
    public func violations(in object: LexObject, limit: Int = 100) -> [LexDataError] {
        var validator = SchemaValidator(limit: limit)
        validator.check(object, self)
        return validator.violations
    }
}

extension LexSchema {
    /// Checks one value and everything in it.
    ///
    /// - Throws: ``LexDataError`` with the path of the first violation.
    public func validate(_ value: LexValue) throws(LexDataError) {
        if let first = violations(in: value, limit: 1).first { throw first }
    }

    /// All violations in a value, at most `limit` of them.
    public func violations(in value: LexValue, limit: Int = 100) -> [LexDataError] {
        var validator = SchemaValidator(limit: limit)
        validator.check(value, self)
        return validator.violations
    }
}

/// Walks data and schema together.
///
/// Every step of the schema that costs a level of the stack consumes a level of the data, and the levels are counted,
/// so neither hostile schemas nor hostile data can exhaust the stack.
struct SchemaValidator {
    private enum Step {
        case name(String)
        case position(Int)
    }

    private(set) var violations: [LexDataError] = []
    private let limit: Int
    private var path: [Step] = []

    init(limit: Int) {
        self.limit = limit
    }

    private var isDone: Bool { violations.count >= limit }

    mutating func check(_ object: LexObject, _ schema: ObjectSchema) {
        if schema.isRecord { checkRecordType(object, schema) }
        let values = schema.sorted(object).values
        for (position, field) in schema.fields.enumerated() where !isDone {
            path.append(.name(field.name))
            check(values[position], field)
            path.removeLast()
        }
    }

    private mutating func checkRecordType(_ object: LexObject, _ schema: ObjectSchema) {
        guard let expected = schema.name, object["$type"] != .string(expected) else { return }
        path.append(.name("$type"))
        report(.variant, "must be \(expected)")
        path.removeLast()
    }

    private mutating func check(_ value: LexValue?, _ field: ObjectSchema.Field) {
        switch value {
        case nil:
            if field.presence.isRequired { report(.required, "is required") }
        case .null:
            if !field.presence.isNullable { report(.null, "must not be null") }
        case let value?:
            check(value, field.schema)
        }
    }

    mutating func check(_ value: LexValue, _ schema: LexSchema) {
        guard path.count < DRISL.maximumDepth || !value.isContainer else {
            report(.depth, "nests deeper than \(DRISL.maximumDepth) levels", limit: Int64(DRISL.maximumDepth))
            return
        }
        switch (schema, value) {
        case (.boolean(let constant), .bool(let flag)):
            if let constant, flag != constant { report(.allowed, "must be \(constant)") }
        case (.integer(let minimum, let maximum, let allowed), .integer(let number)):
            checkInteger(number, minimum, maximum, allowed)
        case (.string(let rule), .string(let text)):
            checkString(text, rule)
        case (.bytes(let minimum, let maximum), .bytes(let bytes)):
            checkLength(bytes.count, minimum, maximum, unit: "bytes")
        case (.link, .link):
            break
        case (.blob(let accept, let maximum), .object(let object)):
            checkBlob(object, accept, maximum)
        case (.array(let element, let minimum, let maximum), .array(let values)):
            checkArray(values, element, minimum, maximum)
        case (.definition(let reference), .object(let object)):
            check(object, reference.schema)
        case (.union(let union), .object(let object)):
            checkUnion(object, union)
        case (.unknown, .object(let object)):
            if object["$type"] == .string("blob") { report(.type, "must be an object, not a blob") }
        default:
            report(.type, "must be \(schema.expectedKind), not \(value.kind)")
        }
    }

    private mutating func checkArray(_ values: [LexValue], _ element: LexSchema, _ minimum: Int?, _ maximum: Int?) {
        checkLength(values.count, minimum, maximum, unit: "elements")
        for (position, value) in values.enumerated() where !isDone {
            path.append(.position(position))
            check(value, element)
            path.removeLast()
        }
    }

    private mutating func checkUnion(_ object: LexObject, _ union: UnionSchema) {
        guard case .string(let name) = object["$type"] else {
            path.append(.name("$type"))
            report(.required, "is required to tell the type")
            path.removeLast()
            return
        }
        if let position = union.position(of: name) {
            check(object, union.variants[position].schema)
        } else if union.isClosed || name.hasSuffix("#main") {
            path.append(.name("$type"))
            report(.variant, "is not one of the types that are allowed here")
            path.removeLast()
        }
    }

    mutating func report(_ rule: LexDataError.Rule, _ message: String, limit: Int64? = nil, actual: Int64? = nil) {
        guard !isDone else { return }
        violations.append(
            LexDataError(path: pointer, rule: rule, message: message, limit: limit, actual: actual))
    }

    /// The path as a JSON pointer (RFC 6901).
    private var pointer: String {
        path.map { step in
            switch step {
            case .name(let name): "/" + LexDataError.escaped(name)
            case .position(let position): "/\(position)"
            }
        }.joined()
    }
}
