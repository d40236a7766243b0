// SPDX-License-Identifier: Apache-2.0

/// The secret string itself: `dpwt_1`, 22 characters of identifier, 43 of secret, 6 of checksum.
///
/// It never shows itself: `description`, reflection and string interpolation give the public identifier.
public struct WidgetToken: Sendable, CustomStringConvertible, CustomReflectable {
    /// How every widget token begins.
    public static let prefix = "dpwt_"
    /// The length in characters.
    public static let length = 77
    private static let version = UInt8(ascii: "1")
    private static let secretLength = 43
    private static let bodyLength = 71

    /// The public identifier.
    public let id: TokenID
    let secret: [UInt8]

    private init(id: TokenID, secret: [UInt8]) {
        self.id = id
        self.secret = secret
    }

    /// Draws a new token.
    static func random(from source: RandomSource) -> WidgetToken {
        let id = Base62.random(TokenID.length, from: source)
        return WidgetToken(
            id: TokenID(characters: String(decoding: id, as: UTF8.self)),
            secret: Base62.random(secretLength, from: source))
    }

    /// Reads a presented string: length, prefix, version, alphabet, checksum.
    ///
    /// Nothing is looked up.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == Self.length, bytes.starts(with: Self.prefix.utf8), bytes[5] == Self.version,
            bytes[6...].allSatisfy(Base62.contains)
        else { return nil }
        let body = bytes[..<Self.bodyLength]
        guard bytes[Self.bodyLength...].elementsEqual(Base62.sixCharacters(CRC32.checksum(body))) else { return nil }
        id = TokenID(characters: String(decoding: bytes[6..<28], as: UTF8.self))
        secret = Array(bytes[28..<Self.bodyLength])
    }

    /// The string to hand out, once.
    func reveal() -> String {
        let body = Array(Self.prefix.utf8) + [Self.version] + Array(id.characters.utf8) + secret
        return String(decoding: body + Base62.sixCharacters(CRC32.checksum(body)), as: UTF8.self)
    }

    /// The public identifier, never the secret.
    public var description: String { "WidgetToken(\(id))" }
    /// Nothing to reflect.
    public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
