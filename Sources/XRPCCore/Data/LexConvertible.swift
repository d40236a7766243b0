// SPDX-License-Identifier: Apache-2.0

/// A Swift type that stands for some lexicon data.
public protocol LexConvertible: Sendable {
    /// Reads data of the right kind, or gives nil. Constraints are checked apart, by ``LexSchema``.
    init?(lexValue: LexValue)
    /// The same as data.
    var lexValue: LexValue { get }
}

extension Bool: LexConvertible {
    /// Reads a boolean.
    public init?(lexValue: LexValue) {
        guard case .bool(let flag) = lexValue else { return nil }
        self = flag
    }
    /// The boolean as data.
    public var lexValue: LexValue { .bool(self) }
}

extension Int: LexConvertible {
    /// Reads an integer.
    public init?(lexValue: LexValue) {
        guard case .integer(let number) = lexValue else { return nil }
        self.init(exactly: number)
    }
    /// The integer as data.
    public var lexValue: LexValue { .integer(Int64(self)) }
}

extension String: LexConvertible {
    /// Reads a string.
    public init?(lexValue: LexValue) {
        guard case .string(let text) = lexValue else { return nil }
        self = text
    }
    /// The string as data.
    public var lexValue: LexValue { .string(self) }
}

extension Array: LexConvertible where Element: LexConvertible {
    /// Reads an array whose elements are all of the right kind.
    public init?(lexValue: LexValue) {
        guard case .array(let values) = lexValue else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for value in values {
            guard let element = Element(lexValue: value) else { return nil }
            elements.append(element)
        }
        self = elements
    }
    /// The array as data.
    public var lexValue: LexValue { .array(map(\.lexValue)) }
}

extension LexObject: LexConvertible {
    /// Reads any object.
    public init?(lexValue: LexValue) {
        guard case .object(let object) = lexValue else { return nil }
        self = object
    }
    /// The object as data.
    public var lexValue: LexValue { .object(self) }
}
