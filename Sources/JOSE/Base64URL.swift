// SPDX-License-Identifier: Apache-2.0

/// The base64url alphabet of RFC 4648 §5 in its one canonical form: no padding, no white space, zero trailing bits.
public enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let refused: UInt8 = 0xFF
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: refused, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()

    /// Writes `bytes` without padding.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var characters: [UInt8] = []
        var accumulator: UInt32 = 0
        var bits = 0
        for byte in bytes {
            accumulator = (accumulator << 8) | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                characters.append(alphabet[Int((accumulator >> UInt32(bits)) & 0x3F)])
            }
        }
        if bits > 0 { characters.append(alphabet[Int((accumulator << UInt32(6 - bits)) & 0x3F)]) }
        return String(decoding: characters, as: UTF8.self)
    }

    /// Reads the canonical form, or returns nil for any other spelling of the same bytes.
    ///
    /// - Parameter characters: ASCII text; a length of 1 modulo 4 cannot be canonical.
    public static func decode(_ characters: some Collection<UInt8>) -> [UInt8]? {
        let count = characters.count
        guard count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 3 / 4)
        var accumulator: UInt32 = 0
        var bits = 0
        for character in characters {
            let value = values[Int(character)]
            guard value != refused else { return nil }
            accumulator = (accumulator << 6) | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: accumulator >> UInt32(bits)))
            }
        }
        let leftover = accumulator & ((1 << UInt32(bits)) - 1)
        return leftover == 0 ? bytes : nil
    }
}
