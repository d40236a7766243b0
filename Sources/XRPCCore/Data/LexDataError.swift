// SPDX-License-Identifier: Apache-2.0

/// A value that breaks a rule of its lexicon.
public struct LexDataError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of violation.
    public enum Rule: String, Sendable, CaseIterable {
        /// A required field is absent.
        case required
        /// A field that is not nullable is null.
        case null
        /// The value is of another kind than the lexicon says.
        case type
        /// `$type` names another type than is allowed here.
        case variant
        /// A string does not have the named syntax.
        case format
        /// A text, an array, bytes or a blob is too short or too long.
        case length
        /// A text has too few or too many graphemes.
        case graphemes
        /// A number is out of bounds.
        case range
        /// The value is not among the allowed ones.
        case allowed
        /// A blob has a type that is not accepted.
        case mimeType
        /// Arrays and objects nest deeper than any data may.
        case depth
    }

    /// The place as a JSON pointer (RFC 6901); empty for the whole value.
    public let path: String
    /// The rule that is broken.
    public let rule: Rule
    /// A sentence for a developer.
    ///
    /// It names limits and never repeats a string value.
    public let message: String
    /// The bound that is broken, where the rule has one.
    public let limit: Int64?
    /// The length or the number that breaks it.
    public let actual: Int64?

    /// Makes an error.
    public init(path: String, rule: Rule, message: String, limit: Int64? = nil, actual: Int64? = nil) {
        self.path = path
        self.rule = rule
        self.message = message
        self.limit = limit
        self.actual = actual
    }

    /// The place and the message.
    public var description: String { path.isEmpty ? message : "\(path): \(message)" }

    /// A name as a step of a JSON pointer.
    static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return name.reduce(into: "") { result, character in
            switch character {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.append(character)
            }
        }
    }
}
