// SPDX-License-Identifier: Apache-2.0

extension ObjectSchema {
    /// Checks an object: required fields, then each present field.
    ///
    /// Fields that the schema does not know are kept and passed.
    ///
    /// - Throws: ``LexDataError`` with the path of the first violation.
    public func validate(_ object: LexObject, at path: String = "") throws(LexDataError) {
        for field in fields {
            let fieldPath = "\(path)/\(field.name)"
            guard let value = object[field.name] else {
                guard field.presence == .optional else {
                    throw LexDataError(path: fieldPath, rule: .required, message: "is required")
                }
                continue
            }
            try field.schema.validate(value, at: fieldPath)
        }
    }
}

extension LexSchema {
    /// Checks one value and everything in it.
    ///
    /// - Throws: ``LexDataError`` with the path of the first violation.
    public func validate(_ value: LexValue, at path: String) throws(LexDataError) {
        switch (self, value) {
        case (.boolean, .bool):
            break
        case (.integer(let minimum, let maximum, let allowed), .integer(let number)):
            try Self.check(number, minimum, maximum, allowed, path)
        case (.string(let rule), .string(let text)):
            try rule.check(text, at: path)
        case (.array(let element, let minimum, let maximum), .array(let values)):
            try Self.checkLength(values.count, minimum, maximum, unit: "elements", path)
            for (position, value) in values.enumerated() { try element.validate(value, at: "\(path)/\(position)") }
        case (.object(let schema), .object(let object)):
            try schema().validate(object, at: path)
        default:
            throw LexDataError(path: path, rule: .type, message: "must be \(expectedKind), not \(value.kind)")
        }
    }

    private static func check(
        _ number: Int64, _ minimum: Int64?, _ maximum: Int64?, _ allowed: [Int64]?, _ path: String
    ) throws(LexDataError) {
        if let minimum, number < minimum {
            throw LexDataError(path: path, rule: .range, message: "must be at least \(minimum)")
        }
        if let maximum, number > maximum {
            throw LexDataError(path: path, rule: .range, message: "must be at most \(maximum)")
        }
        if let allowed, !allowed.contains(number) {
            let list = allowed.map(String.init).joined(separator: ", ")
            throw LexDataError(path: path, rule: .allowed, message: "must be one of \(list)")
        }
    }

    static func checkLength(
        _ count: Int, _ minimum: Int?, _ maximum: Int?, unit: String, rule: LexDataError.Rule = .length, _ path: String
    ) throws(LexDataError) {
        if let minimum, count < minimum {
            throw LexDataError(path: path, rule: rule, message: "must have at least \(minimum) \(unit), has \(count)")
        }
        if let maximum, count > maximum {
            throw LexDataError(path: path, rule: rule, message: "must have at most \(maximum) \(unit), has \(count)")
        }
    }

    private var expectedKind: String {
        switch self {
        case .boolean: "a boolean"
        case .integer: "an integer"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension StringRule {
    fileprivate func check(_ text: String, at path: String) throws(LexDataError) {
        let bytes = text.utf8.count
        try LexSchema.checkLength(bytes, minimumLength, maximumLength, unit: "bytes", path)
        if minimumGraphemes != nil || bytes > maximumGraphemes ?? .max {
            try LexSchema.checkLength(
                text.count, minimumGraphemes, maximumGraphemes, unit: "graphemes", rule: .graphemes, path)
        }
        if let allowed, !allowed.contains(where: { $0.utf8.elementsEqual(text.utf8) }) {
            let list = allowed.joined(separator: ", ")
            throw LexDataError(path: path, rule: .allowed, message: "must be one of \(list)")
        }
        if let format, format.init(rawValue: text) == nil {
            throw LexDataError(path: path, rule: .format, message: "must be a valid \(format.formatName)")
        }
    }
}

extension LexValue {
    fileprivate var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .string: "a string"
        case .bytes: "bytes"
        case .link: "a link"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
