// SPDX-License-Identifier: Apache-2.0

/// A namespaced identifier, the name of a lexicon and of a method (atproto.com/specs/nsid).
public struct NSID: StringFormat {
    /// `nsid`.
    public static let formatName = "nsid"
    /// The longest NSID in characters.
    public static let maximumLength = 317
    /// The text, in the case it was written.
    public let rawValue: String

    /// Takes a text of at least three segments: an authority in reverse order and a name of letters and digits.
    public init?(rawValue: String) {
        let segments = rawValue.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard rawValue.utf8.count <= Self.maximumLength, segments.count >= 3,
            segments.dropLast().allSatisfy(Self.isAuthoritySegment), let name = segments.last, Self.isName(name),
            let top = segments[0].first, Self.isLetter(top)
        else { return nil }
        self.rawValue = rawValue
    }

    /// Takes text that the generator has already checked.
    @_spi(Generated) public init(checked text: String) { rawValue = text }

    private static func isAuthoritySegment(_ segment: Substring.UTF8View.SubSequence) -> Bool {
        guard (1...63).contains(segment.count), segment.first != UInt8(ascii: "-"), segment.last != UInt8(ascii: "-")
        else { return false }
        return segment.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isName(_ segment: Substring.UTF8View.SubSequence) -> Bool {
        guard (1...63).contains(segment.count), let first = segment.first, isLetter(first) else { return false }
        return segment.allSatisfy { isLetter($0) || isDigit($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80 }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The last segment, such as `mintWidgetToken`.
    public var name: String {
        String(rawValue[(rawValue.lastIndex(of: ".").map(rawValue.index(after:)) ?? rawValue.startIndex)...])
    }

    /// All but the last segment, such as `app.didpic.identity`.
    public var group: String { String(rawValue.prefix(upTo: rawValue.lastIndex(of: ".") ?? rawValue.endIndex)) }

    /// The NSID of the same name in another group, or nil where `group` is not one.
    public func moved(toGroup group: String) -> NSID? { NSID(rawValue: "\(group).\(name)") }

    /// The spelling by which two NSIDs clash: the authority does not depend on case, the name does.
    public var canonical: String { "\(group.lowercased()).\(name)" }
}
