// SPDX-License-Identifier: Apache-2.0

/// The public identifier of a widget token: `wtok_` and 22 letters or digits.
///
/// Not a secret.
public struct TokenID: Sendable, Hashable, CustomStringConvertible {
    /// How every identifier begins.
    public static let prefix = "wtok_"
    /// The characters after the prefix.
    public static let length = 22

    /// The characters after the prefix, as stored.
    public let characters: String

    init(characters: String) {
        self.characters = characters
    }

    /// Reads the public form, or gives nil for anything else.
    public init?(_ text: String) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        self.init(storedCharacters: String(text.dropFirst(Self.prefix.count)))
    }

    /// Takes the 22 characters that a store has kept; nil for anything else.
    public init?(storedCharacters: String) {
        guard storedCharacters.utf8.count == Self.length, storedCharacters.utf8.allSatisfy(Base62.contains) else {
            return nil
        }
        characters = storedCharacters
    }

    /// The public form.
    public var description: String { Self.prefix + characters }
}
