// SPDX-License-Identifier: Apache-2.0

/// Converts between the two spellings of an ECDSA signature: r ‖ s (RFC 7518 §3.4) and DER (RFC 3279 §2.2.3).
///
/// Only the raw form ever comes from outside; DER exists for libcrypto's interface.
enum ECDSASignatureEncoding {
    static func der(fromRaw signature: [UInt8]) -> [UInt8] {
        let r = integer(signature[0..<32])
        let s = integer(signature[32..<64])
        return [0x30, UInt8(r.count + s.count)] + r + s
    }

    private static func integer(_ magnitude: ArraySlice<UInt8>) -> [UInt8] {
        var digits = Array(magnitude.drop { $0 == 0 })
        if digits.isEmpty { digits = [0] }
        if digits[0] & 0x80 != 0 { digits.insert(0, at: 0) }
        return [0x02, UInt8(digits.count)] + digits
    }

    /// Reads the DER that libcrypto has just written; nil for anything that it would not write.
    static func raw(fromDER encoded: [UInt8]) -> [UInt8]? {
        guard encoded.count >= 8, encoded[0] == 0x30 else { return nil }
        var rest = encoded.dropFirst(2)
        var signature: [UInt8] = []
        for _ in 0..<2 {
            guard rest.count >= 2, rest[rest.startIndex] == 0x02 else { return nil }
            let length = Int(rest[rest.startIndex + 1])
            rest = rest.dropFirst(2)
            let digits = rest.prefix(length).drop { $0 == 0 }
            guard digits.count <= 32 else { return nil }
            signature += [UInt8](repeating: 0, count: 32 - digits.count) + digits
            rest = rest.dropFirst(length)
        }
        return signature
    }
}
