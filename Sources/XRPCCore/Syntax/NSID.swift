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
        guard rawValue.withBytes(Self.isWellFormed) else { return nil }
        self.rawValue = rawValue
    }

    /// Takes text that the generator has already checked.
    @_spi(Generated) public init(checked text: String) { rawValue = text }

    static func isWellFormed(_ text: TextBytes) -> Bool {
        text.count <= maximumLength
            && text.hasParts(between: ".") { segment, position, isLast in
                isLast
                    ? position > 1 && isName(segment)
                    : isAuthoritySegment(segment) && (position > 0 || segment.first?.isLetter == true)
            }
    }

    private static func isAuthoritySegment(_ segment: TextBytes) -> Bool {
        (1...63).contains(segment.count) && segment.first != UInt8(ascii: "-") && segment.last != UInt8(ascii: "-")
            && segment.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
    }

    private static func isName(_ segment: TextBytes) -> Bool {
        (1...63).contains(segment.count) && segment.first?.isLetter == true
            && segment.allSatisfy { $0.isLetterOrDigit }
    }

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
