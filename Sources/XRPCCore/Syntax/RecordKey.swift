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
        guard rawValue.withBytes(Self.isWellFormed) else { return nil }
        self.rawValue = rawValue
    }

    /// Takes a text that is known to be good.
    init(checked text: String) { rawValue = text }

    static func isWellFormed(_ text: TextBytes) -> Bool {
        (1...maximumLength).contains(text.count) && text.allSatisfy(isKeyCharacter)
            && !(text.count < 3 && text.allSatisfy { $0 == UInt8(ascii: ".") })
    }

    private static func isKeyCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "~"): true
        default: byte.isLetterOrDigit
        }
    }
}
