// SPDX-License-Identifier: Apache-2.0

/// A content identifier: the hash of some data and how the data is encoded (atproto.com/specs/data-model).
public struct CID: StringFormat {
    /// How the data that a CID names is encoded.
    public enum Codec: UInt8, Sendable {
        /// Any bytes, such as a blob.
        case raw = 0x55
        /// A value of the data model in its binary form.
        case drisl = 0x71
    }

    /// `cid`.
    public static let formatName = "cid"
    /// The fewest and the most characters.
    public static let lengths = 8...256
    /// The text, which is compared as it is.
    public let rawValue: String

    /// Takes 8 to 256 letters, digits, `+` and `=` that are not a CID of version 0.
    ///
    /// That is all the string format asks for. A text that can stand in a link also has ``bytes``.
    public init?(rawValue: String) {
        guard rawValue.withBytes(Self.isWellFormed) else { return nil }
        self.rawValue = rawValue
    }

    private static func isWellFormed(_ text: TextBytes) -> Bool {
        lengths.contains(text.count) && !text.starts(with: "Qm".utf8)
            && text.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "=") }
    }

    /// Takes a CID of version 1 in its binary form: version, codec, and hash with name and length.
    public init?(bytes: [UInt8]) {
        guard Self.isVersion1(bytes) else { return nil }
        self.init(rawValue: "b" + Base32.encode(bytes))
    }

    /// Makes the CID of data whose SHA-256 the caller has computed.
    ///
    /// - Precondition: the digest has 32 bytes.
    public init(sha256 digest: [UInt8], codec: Codec) {
        precondition(digest.count == 32, "a SHA-256 digest has 32 bytes")
        rawValue = "b" + Base32.encode([1, codec.rawValue, 0x12, 32] + digest)
    }

    /// The binary form, or nil where the text is not version 1 in canonical base32 with the prefix `b`.
    public var bytes: [UInt8]? {
        guard rawValue.utf8.first == UInt8(ascii: "b"), let bytes = Base32.decode(rawValue.utf8.dropFirst()),
            Self.isVersion1(bytes)
        else { return nil }
        return bytes
    }

    private static func isVersion1(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        guard number(&rest) == 1, number(&rest) != nil, number(&rest) != nil, let length = number(&rest) else {
            return false
        }
        return length == rest.count
    }

    /// Takes an unsigned number in groups of seven bits, at most nine and no more than needed, off the front.
    private static func number(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for (position, byte) in rest.prefix(9).enumerated() {
            number |= UInt64(byte & 0x7F) << (7 * UInt64(position))
            guard byte & 0x80 == 0 else { continue }
            rest = rest.dropFirst(position + 1)
            return byte == 0 && position > 0 ? nil : number
        }
        return nil
    }
}
