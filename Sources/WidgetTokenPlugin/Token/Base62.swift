// SPDX-License-Identifier: Apache-2.0

/// The alphabet of widget tokens: digits, capitals, small letters.
enum Base62 {
    static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    private static let redrawFrom = 248  // the largest multiple of 62 that a byte can reach

    static func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    /// Draws characters one by one, each equally likely: a byte of 248 or more is drawn again.
    static func random(_ count: Int, from source: RandomSource) -> [UInt8] {
        var characters: [UInt8] = []
        while characters.count < count {
            for byte in source(count) where Int(byte) < redrawFrom && characters.count < count {
                characters.append(alphabet[Int(byte) % 62])
            }
        }
        return characters
    }

    /// A number in exactly six characters, with leading zeros; 62^6 exceeds 32 bits.
    static func sixCharacters(_ number: UInt32) -> [UInt8] {
        var rest = Int(number)
        var characters: [UInt8] = []
        for _ in 0..<6 {
            characters.append(alphabet[rest % 62])
            rest /= 62
        }
        return characters.reversed()
    }
}

/// Gives the asked number of random bytes, from a cryptographic generator in production.
public typealias RandomSource = @Sendable (_ count: Int) -> [UInt8]
