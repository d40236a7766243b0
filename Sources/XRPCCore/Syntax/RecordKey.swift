// SPDX-License-Identifier: Apache-2.0

/// A record key: the name of one record within its collection (atproto.com/specs/record-key).
public struct RecordKey: StringFormat {
    /// `record-key`.
    public static let formatName = "record-key"
    /// The longest record key in characters.
    public static let maximumLength = 512
    /// The text, which is compared as it is.
    public let rawValue: String

    /// Takes letters, digits, `.`, `-`, `_`, `:` and `~`; `.` and `..` alone are refused.
    public init?(rawValue: String) {
        let bytes = rawValue.utf8
        guard (1...Self.maximumLength).contains(bytes.count), rawValue != ".", rawValue != "..",
            bytes.allSatisfy(Self.isKeyCharacter)
        else { return nil }
        self.rawValue = rawValue
    }

    /// Takes a text that is known to be good.
    init(checked text: String) { rawValue = text }

    private static func isKeyCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "~"): true
        default: byte.isLetterOrDigit
        }
    }
}
