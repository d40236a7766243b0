// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not the one binary form of a value, or why a value has none.
public struct DRISLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of refusal; one for each rule.
    public enum Code: String, Sendable, CaseIterable {
        /// The bytes end inside an item, or a length is more than what is left.
        case truncated
        /// Bytes follow the item.
        case trailingBytes = "trailing-bytes"
        /// A number or a length takes more bytes than it needs.
        case notShortest = "not-shortest"
        /// A string, an array or a map of indefinite length, or the break that ends one.
        case indefiniteLength = "indefinite-length"
        /// A floating-point number, which the data model lacks.
        case float
        /// An integer that does not fit 64 signed bits.
        case integerRange = "integer-range"
        /// A tag other than that of links.
        case tag
        /// A link that is not a CID of version 1 in binary form.
        case link
        /// `undefined`, another simple value, or a reserved form.
        case simple
        /// A text that is not UTF-8.
        case encoding
        /// A map key that is not a text.
        case keyKind = "key-kind"
        /// A map key that sorts before its predecessor.
        case keyOrder = "key-order"
        /// A map key that is there twice.
        case duplicateKey = "duplicate-key"
        /// Arrays and maps nest deeper than 64 levels.
        case tooDeep = "too-deep"
    }

    /// The rule that is broken.
    public let code: Code
    /// Where, in bytes from the start of what was read or written.
    public let offset: Int

    /// Makes an error.
    public init(code: Code, offset: Int) {
        self.code = code
        self.offset = offset
    }

    /// The rule and the place.
    public var description: String { "\(code.rawValue) at byte \(offset)" }
}
