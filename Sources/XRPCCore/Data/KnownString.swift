// SPDX-License-Identifier: Apache-2.0

/// A generated type for a string whose lexicon mentions values without excluding others.
public protocol KnownString: LexConvertible, RawRepresentable, Hashable, ExpressibleByStringLiteral,
    CustomStringConvertible
where RawValue == String {
    /// Takes any text.
    init(rawValue: String)
}

extension KnownString {
    /// Takes a literal.
    public init(stringLiteral: String) { self.init(rawValue: stringLiteral) }
    /// Reads any string.
    public init?(lexValue: LexValue) {
        guard case .string(let text) = lexValue else { return nil }
        self.init(rawValue: text)
    }
    /// The text as data.
    public var lexValue: LexValue { .string(rawValue) }
    /// The text itself.
    public var description: String { rawValue }
}

/// A generated enum for a string with an `enum` in its lexicon.
public protocol ClosedString: LexConvertible, RawRepresentable, CaseIterable where RawValue == String {}

extension ClosedString {
    /// Reads one of the strings.
    ///
    /// Two values of an enum may be equal for Unicode and different as data, so the bytes decide.
    public init?(lexValue: LexValue) {
        guard case .string(let text) = lexValue, let value = Self(rawValue: text) else { return nil }
        let isSame = { (value: Self) in value.rawValue.isSpelled(as: text) }
        guard let exact = isSame(value) ? value : Self.allCases.first(where: isSame) else { return nil }
        self = exact
    }
    /// The text as data.
    public var lexValue: LexValue { .string(rawValue) }
}

/// A generated enum for an integer with an `enum` in its lexicon.
public protocol ClosedInteger: LexConvertible, RawRepresentable where RawValue == Int {}

extension ClosedInteger {
    /// Reads one of the numbers.
    public init?(lexValue: LexValue) {
        guard case .integer(let number) = lexValue, let exact = Int(exactly: number) else { return nil }
        self.init(rawValue: exact)
    }
    /// The number as data.
    public var lexValue: LexValue { .integer(Int64(rawValue)) }
}
