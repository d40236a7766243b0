// SPDX-License-Identifier: Apache-2.0

/// A string with a syntax that the lexicon language names; the text is kept exactly as it was received.
public protocol StringFormat: RawRepresentable, Sendable, Hashable, CustomStringConvertible, LexConvertible
where RawValue == String {
    /// The word for this format in lexicon documents, such as `did`.
    static var formatName: String { get }
    /// Takes a text of this syntax, or gives nil for any other.
    init?(rawValue: String)
}

extension StringFormat {
    /// The text itself.
    public var description: String { rawValue }
    /// The text as lexicon data.
    public var lexValue: LexValue { .string(rawValue) }
    /// Reads lexicon data that is a string of this syntax.
    public init?(lexValue: LexValue) {
        guard case .string(let text) = lexValue else { return nil }
        self.init(rawValue: text)
    }
}
