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
        let labels = rawValue.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard rawValue.utf8.count <= Self.maximumLength, labels.count >= 2, labels.allSatisfy(Self.isLabel),
            let top = labels.last?.first, !(0x30...0x39).contains(top)
        else { return nil }
        self.rawValue = rawValue
    }

    /// Takes a text that is known to be good.
    init(checked text: String) { rawValue = text }

    private static func isLabel(_ label: Substring.UTF8View.SubSequence) -> Bool {
        guard (1...63).contains(label.count), label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-")
        else { return false }
        return label.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): true
            default: false
            }
        }
    }
}
