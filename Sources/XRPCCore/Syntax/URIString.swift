// SPDX-License-Identifier: Apache-2.0

/// A URI of any scheme in the generic syntax of RFC 3986, which is not taken apart any further.
public struct URIString: StringFormat {
    /// `uri`.
    public static let formatName = "uri"
    /// The longest URI in bytes.
    public static let maximumLength = 8192
    /// The longest scheme in characters.
    public static let maximumSchemeLength = 81
    /// The text, which is compared as it is.
    public let rawValue: String

    /// Takes a scheme, a colon and at least one more character; all of it is printable ASCII without spaces.
    public init?(rawValue: String) {
        guard rawValue.withBytes(Self.isWellFormed) else { return nil }
        self.rawValue = rawValue
    }

    private static func isWellFormed(_ text: TextBytes) -> Bool {
        guard text.count <= maximumLength, let colon = text.firstIndex(of: UInt8(ascii: ":")), isScheme(text[..<colon])
        else { return false }
        let rest = text[(colon + 1)...]
        return !rest.isEmpty && rest.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// The part before the first colon, in the case it was written.
    public var scheme: String { String(rawValue.prefix { $0 != ":" }) }

    private static func isScheme(_ bytes: TextBytes) -> Bool {
        guard let first = bytes.first, first.isLetter, bytes.count <= maximumSchemeLength else { return false }
        return bytes.allSatisfy {
            switch $0 {
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: $0.isLetterOrDigit
            }
        }
    }
}
