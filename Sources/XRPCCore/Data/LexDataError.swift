// SPDX-License-Identifier: Apache-2.0

/// A value that breaks a rule of its lexicon.
public struct LexDataError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of violation.
    public enum Rule: String, Sendable, CaseIterable {
        /// A required field is absent.
        case required
        /// The value is of another kind than the lexicon says.
        case type
        /// A string does not have the named syntax.
        case format
        /// A text or an array is too short or too long.
        case length
        /// A text has too few or too many graphemes.
        case graphemes
        /// A number is out of bounds.
        case range
        /// The value is not among the allowed ones.
        case allowed
    }

    /// The place as a JSON pointer; empty for the whole value.
    public let path: String
    /// The rule that is broken.
    public let rule: Rule
    /// A sentence for a developer.
    ///
    /// It names limits and never repeats a string value.
    public let message: String

    /// Makes an error.
    public init(path: String, rule: Rule, message: String) {
        self.path = path
        self.rule = rule
        self.message = message
    }

    /// The place and the message.
    public var description: String { path.isEmpty ? message : "\(path): \(message)" }
}
