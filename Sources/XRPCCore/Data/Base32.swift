// SPDX-License-Identifier: Apache-2.0

/// The small-letter base32 of CIDs (RFC 4648 section 6) in its one canonical form: no padding, zero trailing bits.
enum Base32 {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    /// Writes `bytes` without padding.
    static func encode(_ bytes: [UInt8]) -> String {
        var characters: [UInt8] = []
        characters.reserveCapacity((bytes.count * 8 + 4) / 5)
        var accumulator: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            accumulator = (accumulator << 8) | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                characters.append(alphabet[Int((accumulator >> bits) & 0x1F)])
            }
        }
        if bits > 0 { characters.append(alphabet[Int((accumulator << (5 - bits)) & 0x1F)]) }
        return String(decoding: characters, as: UTF8.self)
    }

    /// Reads the canonical form, or returns nil for any other spelling of the same bytes.
    static func decode(_ characters: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count * 5 / 8)
        var accumulator: UInt32 = 0
        var bits: UInt32 = 0
        for character in characters {
            guard let value = value(of: character) else { return nil }
            accumulator = (accumulator << 5) | value
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: accumulator >> bits))
            }
        }
        return bits < 5 && accumulator & ((1 << bits) - 1) == 0 ? bytes : nil
    }

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case 0x61...0x7A: UInt32(character) - 0x61
        case 0x32...0x37: UInt32(character) - 0x32 + 26
        default: nil
        }
    }
}
