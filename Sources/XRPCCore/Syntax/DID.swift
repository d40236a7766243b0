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
        guard rawValue.withBytes(Self.isWellFormed) else { return nil }
        self.rawValue = rawValue
    }

    /// Takes a text that is known to be good.
    init(checked text: String) { rawValue = text }

    static func isWellFormed(_ text: TextBytes) -> Bool {
        guard text.count <= maximumLength, text.starts(with: "did:".utf8) else { return false }
        let method = text.dropFirst(4).prefix { $0.isLowercaseLetter }
        let rest = text[method.endIndex...]
        let identifier = rest.dropFirst()
        guard !method.isEmpty, rest.first == UInt8(ascii: ":"), let last = identifier.last else { return false }
        return last != UInt8(ascii: ":") && last != UInt8(ascii: "%") && identifier.allSatisfy(isIdentifierCharacter)
    }

    private static func isIdentifierCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "%"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
