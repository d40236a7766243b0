// SPDX-License-Identifier: Apache-2.0

/// A value or null, for fields in which null means something else than absence.
///
/// A required field is `Nullable<T>`, an optional one `Nullable<T>?`, where nil is absence.
public enum Nullable<Value: LexConvertible>: LexConvertible {
    /// Null on the wire.
    case null
    /// A value.
    case value(Value)

    /// Reads null or a value.
    public init?(lexValue: LexValue) {
        if case .null = lexValue {
            self = .null
        } else if let value = Value(lexValue: lexValue) {
            self = .value(value)
        } else {
            return nil
        }
    }

    /// Null or the value as data.
    public var lexValue: LexValue {
        switch self {
        case .null: .null
        case .value(let value): value.lexValue
        }
    }

    /// The value, or nil for null.
    public var wrapped: Value? {
        guard case .value(let value) = self else { return nil }
        return value
    }
}

extension Nullable: Equatable where Value: Equatable {}
extension Nullable: Hashable where Value: Hashable {}
