// SPDX-License-Identifier: Apache-2.0

/// The standard alphabet of RFC 4648 section 4, written without padding and read with or without it.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let refused: UInt8 = 0xFF
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: refused, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()

    /// Writes `bytes` without padding.
    public static func encode(_ bytes: [UInt8]) -> String {
        alphabet.withUnsafeBufferPointer { alphabet in
            String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { characters in
                var written = 0
                var accumulator: UInt32 = 0
                var bits: UInt32 = 0
                for byte in bytes {
                    accumulator = (accumulator << 8) | UInt32(byte)
                    bits += 8
                    while bits >= 6 {
                        bits -= 6
                        characters[written] = alphabet[Int((accumulator >> bits) & 0x3F)]
                        written += 1
                    }
                }
                if bits > 0 {
                    characters[written] = alphabet[Int((accumulator << (6 - bits)) & 0x3F)]
                    written += 1
                }
                return written
            }
        }
    }

    /// Reads the bytes, or returns nil for another alphabet, white space, an impossible length or wrong padding.
    ///
    /// Padding may be left out as a whole. Bits past the last byte are dropped.
    public static func decode(_ text: String) -> [UInt8]? {
        var text = text
        return text.withUTF8 { characters in
            var end = characters.count
            while end > 0, characters.count - end < 2, characters[end - 1] == UInt8(ascii: "=") { end -= 1 }
            guard end == characters.count || characters.count % 4 == 0, end % 4 != 1 else { return nil }
            return values.withUnsafeBufferPointer { decode(UnsafeBufferPointer(rebasing: characters[..<end]), by: $0) }
        }
    }

    private static func decode(
        _ characters: UnsafeBufferPointer<UInt8>, by values: UnsafeBufferPointer<UInt8>
    ) -> [UInt8]? {
        var isWellFormed = true
        let bytes = [UInt8](unsafeUninitializedCapacity: characters.count * 3 / 4) { bytes, count in
            var accumulator: UInt32 = 0
            var bits: UInt32 = 0
            for character in characters {
                let value = values[Int(character)]
                guard value != refused else {
                    isWellFormed = false
                    return
                }
                accumulator = (accumulator << 6) | UInt32(value)
                bits += 6
                if bits >= 8 {
                    bits -= 8
                    bytes[count] = UInt8(truncatingIfNeeded: accumulator >> bits)
                    count += 1
                }
            }
        }
        return isWellFormed ? bytes : nil
    }
}
