// SPDX-License-Identifier: Apache-2.0

/// A timestamp identifier: 64 bits in thirteen characters that sort like the time (atproto.com/specs/tid).
public struct TID: StringFormat {
    /// `tid`.
    public static let formatName = "tid"
    /// The length of every TID in characters.
    public static let length = 13
    /// The text, which is compared as it is.
    public let rawValue: String

    /// Takes thirteen characters of `2` to `7` and `a` to `z`, the first of which leaves the highest bit unset.
    public init?(rawValue: String) {
        let bytes = rawValue.utf8
        guard bytes.count == Self.length, bytes.allSatisfy(Self.isSortableCharacter), let first = bytes.first,
            first <= UInt8(ascii: "j")
        else { return nil }
        self.rawValue = rawValue
    }

    private static func isSortableCharacter(_ byte: UInt8) -> Bool {
        byte.isLowercaseLetter || (0x32...0x37).contains(byte)
    }
}
