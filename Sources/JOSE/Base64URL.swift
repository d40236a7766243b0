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
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
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

    /// Reads the canonical form, or returns nil for any other spelling of the same bytes.
    ///
    /// - Parameter characters: ASCII text; a length of 1 modulo 4 cannot be canonical.
    public static func decode(_ characters: some Collection<UInt8>) -> [UInt8]? {
        characters.withContiguousStorageIfAvailable(decodeContiguous)
            ?? Array(characters).withUnsafeBufferPointer(
                decodeContiguous)
    }

    private static func decodeContiguous(_ characters: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard characters.count % 4 != 1 else { return nil }
        var isCanonical = true
        let bytes = [UInt8](unsafeUninitializedCapacity: characters.count * 3 / 4) { bytes, count in
            isCanonical = values.withUnsafeBufferPointer { fill(bytes, from: characters, by: $0, count: &count) }
        }
        return isCanonical ? bytes : nil
    }

    /// Decodes into `bytes` and tells whether the text was canonical.
    private static func fill(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, from characters: UnsafeBufferPointer<UInt8>,
        by values: UnsafeBufferPointer<UInt8>, count: inout Int
    ) -> Bool {
        var accumulator: UInt32 = 0
        var bits: UInt32 = 0
        for character in characters {
            let value = values[Int(character)]
            guard value != refused else { return false }
            accumulator = (accumulator << 6) | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes[count] = UInt8(truncatingIfNeeded: accumulator >> bits)
                count += 1
            }
        }
        return accumulator & ((1 << bits) - 1) == 0
    }
}
