// SPDX-License-Identifier: Apache-2.0

/// A DNS name that may belong to a server on the public internet.
///
/// Lower-case ASCII, two labels or more, no trailing dot, no IP address in any spelling, no reserved top level
/// (RFC 1123 §2.1, RFC 6761, atproto.com/specs/handle). Whether it resolves, and to what, is for the fetcher.
public struct HostName: Sendable, Hashable, CustomStringConvertible {
    /// The longest name in characters.
    public static let maximumLength = 253
    /// The name.
    public let text: String

    /// Takes a name, or gives nil for any other text.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.maximumLength else { return nil }
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy(Self.isLabel), let last = labels.last,
            Self.isTopLevel(last)
        else { return nil }
        self.text = text
    }

    /// The name.
    public var description: String { text }

    private static let reserved: Set<String> = [
        "alt", "arpa", "corp", "example", "home", "internal", "invalid", "lan", "local", "localdomain", "localhost",
        "onion", "test",
    ]

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }

    /// A top level begins with a letter, which alone rules out every spelling of an IPv4 address.
    private static func isTopLevel(_ label: ArraySlice<UInt8>) -> Bool {
        guard let first = label.first, isLetter(first) else { return false }
        return label.count >= 2 && !reserved.contains(String(decoding: label, as: UTF8.self))
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}
