// SPDX-License-Identifier: Apache-2.0

/// Words without spaces, kept as the one text in which they are stored and authenticated.
public struct WordList: Sendable, Equatable {
    /// The words with one space between them.
    public let text: String

    /// Joins words.
    public init(_ words: [String]) { text = words.joined(separator: " ") }

    /// Takes the stored text.
    public init(text: String) { self.text = text }

    /// The words.
    public var words: [String] { text.split(separator: " ").map(String.init) }

    /// Whether there are none.
    public var isEmpty: Bool { text.isEmpty }

    /// Whether one of them is `word`, byte for byte.
    public func contains(_ word: String) -> Bool {
        if text.utf8.elementsEqual(word.utf8) { return !word.isEmpty }
        return text.utf8.split(separator: UInt8(ascii: " ")).contains { $0.elementsEqual(word.utf8) }
    }
}
