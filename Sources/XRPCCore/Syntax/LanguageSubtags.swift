// SPDX-License-Identifier: Apache-2.0

/// The parts of a well-formed language tag (RFC 5646 section 2.1), each as it was written.
public struct LanguageSubtags: Sendable, Hashable {
    /// The language, or the whole tag for the irregular old ones; nil for a tag that is private throughout.
    public private(set) var language: String?
    /// The languages that extend the first one, at most three.
    public private(set) var extendedLanguages: [String] = []
    /// The script, four letters.
    public private(set) var script: String?
    /// The region, two letters or three digits.
    public private(set) var region: String?
    /// The variants in order.
    public private(set) var variants: [String] = []
    /// The extensions in order, each with the letter or digit that introduces it, such as `u-co-phonebk`.
    public private(set) var extensions: [String] = []
    /// What follows the `x`, or nil without one.
    public private(set) var privateUse: String?

    /// Reads a well-formed tag.
    init?(_ text: String) {
        guard !Self.irregular.contains(text.lowercased()) else {
            guard text.utf8.first?.isLowercaseLetter == true else { return nil }
            language = text
            return
        }
        var rest = text.split(separator: "-", omittingEmptySubsequences: false)[...]
        if !Self.isPrivateMark(rest[0]) {
            guard rest[0].utf8.allSatisfy(\.isLowercaseLetter), let first = Self.take(&rest, 2...3, \.isLetter)
            else { return nil }
            language = first
            readLanguageDetails(&rest)
            readExtensions(&rest)
        }
        readPrivateUse(&rest)
        guard rest.isEmpty else { return nil }
    }

    private mutating func readLanguageDetails(_ rest: inout ArraySlice<Substring>) {
        while extendedLanguages.count < 3, let extended = Self.take(&rest, 3...3, \.isLetter) {
            extendedLanguages.append(extended)
        }
        script = Self.take(&rest, 4...4, \.isLetter)
        region = Self.take(&rest, 2...2, \.isLetter) ?? Self.take(&rest, 3...3, \.isDigit)
        while let next = rest.first, next.utf8.count != 4 || next.utf8.first?.isDigit == true,
            let variant = Self.take(&rest, 4...8, \.isLetterOrDigit)
        {
            variants.append(variant)
        }
    }

    private mutating func readExtensions(_ rest: inout ArraySlice<Substring>) {
        while let mark = rest.first, !Self.isPrivateMark(mark), mark.utf8.count == 1 {
            var following = rest.dropFirst()
            var parts: [String] = []
            while let part = Self.take(&following, 2...8, \.isLetterOrDigit) { parts.append(part) }
            guard mark.utf8.allSatisfy(\.isLetterOrDigit), !parts.isEmpty else { return }
            extensions.append("\(mark)-\(parts.joined(separator: "-"))")
            rest = following
        }
    }

    private mutating func readPrivateUse(_ rest: inout ArraySlice<Substring>) {
        guard let mark = rest.first, Self.isPrivateMark(mark) else { return }
        var following = rest.dropFirst()
        var parts: [String] = []
        while let part = Self.take(&following, 1...8, \.isLetterOrDigit) { parts.append(part) }
        guard !parts.isEmpty else { return }
        privateUse = parts.joined(separator: "-")
        rest = following
    }

    /// Whether a variant or the mark of an extension is there twice, in whatever case.
    var repeatsItself: Bool {
        Set(variants.map { $0.lowercased() }).count < variants.count
            || Set(extensions.map { $0.prefix(1).lowercased() }).count < extensions.count
    }

    private static func isPrivateMark(_ subtag: Substring) -> Bool { subtag == "x" || subtag == "X" }

    private static func take(
        _ rest: inout ArraySlice<Substring>, _ length: ClosedRange<Int>, _ isAllowed: (UInt8) -> Bool
    ) -> String? {
        guard let first = rest.first, length.contains(first.utf8.count), first.utf8.allSatisfy(isAllowed) else {
            return nil
        }
        rest = rest.dropFirst()
        return String(first)
    }

    /// The tags of RFC 3066 that the grammar does not cover (RFC 5646 section 2.2.8), in small letters.
    private static let irregular: Set<String> = [
        "en-gb-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo", "i-navajo",
        "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de",
    ]
}
