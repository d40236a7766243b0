// SPDX-License-Identifier: Apache-2.0

/// A language tag of BCP 47, such as `ja` or `pt-BR`, that is well-formed in the sense of RFC 5646 section 2.2.9.
public struct LanguageTag: StringFormat {
    /// `language`.
    public static let formatName = "language"
    /// The longest tag in characters.
    public static let maximumLength = 128
    /// The text, in the case it was written.
    public let rawValue: String

    /// Takes a well-formed tag whose language is two or three small letters, a private one, or an irregular old one.
    public init?(rawValue: String) {
        guard rawValue.utf8.count <= Self.maximumLength, LanguageSubtags(rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }

    /// Takes any subtags of one to eight letters and digits with hyphens between them, whatever their order and case.
    public init?(lenient text: String) {
        let subtags = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.maximumLength, subtags.first?.allSatisfy(\.isLetter) == true,
            subtags.allSatisfy({ (1...8).contains($0.count) && $0.allSatisfy(\.isLetterOrDigit) })
        else { return nil }
        rawValue = text
    }

    /// The parts of the tag, or nil where it repeats a variant or an extension or was only leniently accepted.
    ///
    /// Readers should pass over a tag without parts (atproto.com/specs/lexicon). The text is read on every call.
    public var subtags: LanguageSubtags? {
        guard let subtags = LanguageSubtags(rawValue), !subtags.repeatsItself else { return nil }
        return subtags
    }

    /// The language without script, region and the rest, such as `pt`; nil where ``subtags`` are, and for private tags.
    public var primaryLanguage: String? { subtags?.language }
}
