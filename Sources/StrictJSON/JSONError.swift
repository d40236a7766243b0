// SPDX-License-Identifier: Apache-2.0

/// Why a text is not acceptable JSON, and where.
public struct JSONError: Error, Sendable, Equatable {
    /// The kinds of refusal; one for each rule.
    public enum Code: String, Sendable, CaseIterable {
        /// The text is longer than ``JSONLimits/maximumBytes``.
        case tooLarge = "too-large"
        /// Arrays and objects nest deeper than ``JSONLimits/maximumDepth``.
        case tooDeep = "too-deep"
        /// An object has more members than ``JSONLimits/maximumMembers``.
        case tooManyMembers = "too-many-members"
        /// The text ends inside a value.
        case incomplete
        /// Bytes follow the value.
        case trailingBytes = "trailing-bytes"
        /// The text is not JSON: a stray character, a comma too many, a byte order mark, a leading zero.
        case syntax
        /// A string or a name is not valid UTF-8, or an escape names half of a surrogate pair.
        case encoding
        /// An object has two members of one name.
        case duplicateName = "duplicate-name"
        /// An integer does not fit 64 bits, or a real is not finite.
        case numberRange = "number-range"
        /// The parser ran out of memory or failed in a way that it does not explain.
        case parser
    }

    /// The rule that refused the text.
    public let code: Code
    /// The line, from 1.
    public let line: Int
    /// The column in characters, from 1.
    public let column: Int
    /// The offset in bytes from the start, from 0.
    public let offset: Int
    /// A sentence for a person.
    ///
    /// It may quote a few characters of the text, so keep it out of logs of secret input.
    public let message: String
}
