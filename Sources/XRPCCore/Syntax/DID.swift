// SPDX-License-Identifier: Apache-2.0

/// A decentralized identifier in the general syntax of AT Protocol (atproto.com/specs/did).
public struct DID: StringFormat {
    /// `did`.
    public static let formatName = "did"
    /// The longest DID in characters.
    public static let maximumLength = 2048
    /// The text, which is compared as it is.
    public let rawValue: String

    /// Takes a text like `did:plc:…` or `did:web:…`; any method of lower-case letters is syntactically fine.
    public init?(rawValue: String) {
        let parts = rawValue.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
        guard rawValue.utf8.count <= Self.maximumLength, parts.count == 3, parts[0].elementsEqual("did".utf8),
            !parts[1].isEmpty, parts[1].allSatisfy({ (0x61...0x7A).contains($0) }),
            let last = parts[2].last, last != UInt8(ascii: ":"), last != UInt8(ascii: "%"),
            parts[2].allSatisfy(Self.isIdentifierCharacter)
        else { return nil }
        self.rawValue = rawValue
    }

    /// Takes a text that is known to be good.
    init(checked text: String) { rawValue = text }

    private static func isIdentifierCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "%"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
