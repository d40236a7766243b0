// SPDX-License-Identifier: Apache-2.0

/// A handle: a domain name that points at an account (atproto.com/specs/handle).
public struct Handle: StringFormat {
    /// `handle`.
    public static let formatName = "handle"
    /// The longest handle in characters.
    public static let maximumLength = 253
    /// The text, in the case it was written.
    public let rawValue: String

    /// Takes a domain name of at least two labels whose last one does not start with a digit.
    public init?(rawValue: String) {
        guard rawValue.withBytes(Self.isWellFormed) else { return nil }
        self.rawValue = rawValue
    }

    /// Takes a text that is known to be good.
    init(checked text: String) { rawValue = text }

    static func isWellFormed(_ text: TextBytes) -> Bool {
        text.count <= maximumLength
            && text.hasParts(between: ".") { label, position, isLast in
                isLabel(label) && (!isLast || position > 0 && label.first?.isDigit == false)
            }
    }

    private static func isLabel(_ label: TextBytes) -> Bool {
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
    }
}
