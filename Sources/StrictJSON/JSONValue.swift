// SPDX-License-Identifier: Apache-2.0

/// A JSON value as RFC 8259 defines it, with integers told apart from reals.
public enum JSONValue: Sendable {
    /// The literal `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number written without fraction or exponent that fits 64 signed bits.
    case integer(Int64)
    /// A number written with a fraction or an exponent; always finite.
    case real(Double)
    /// A string, already unescaped. It may hold U+0000.
    case string(String)
    /// An array in document order.
    case array([JSONValue])
    /// An object in document order, with unique names.
    case object(JSONObject)
}

extension JSONValue {
    /// The text of a string value, or nil for any other kind.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The value of an integer, or nil for any other kind, reals included.
    public var integer: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The value of a boolean, or nil for any other kind.
    public var bool: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    /// The elements of an array, or nil for any other kind.
    public var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members of an object, or nil for any other kind.
    public var object: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// The word that names this kind in a message: `null`, `boolean`, `integer`, `number`, `string`, `array`, `object`.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .real: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
