// SPDX-License-Identifier: Apache-2.0

/// The base58 alphabet of Bitcoin, which multibase calls `z` (draft-msporny-base58-03).
enum Base58 {
    private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    private static let refused: UInt8 = 0xFF
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: refused, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()

    /// The longest text to decode: the work grows with the square of the length.
    static let maximumCharacters = 128

    /// Reads a text, or returns nil where it is too long or has another character.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count <= maximumCharacters else { return nil }
        var digits: [UInt8] = []  // base 256, lowest first
        for character in text {
            let value = values[Int(character)]
            guard value != refused else { return nil }
            append(Int(value), to: &digits, from: 58, into: 256)
        }
        let zeros = text.prefix { $0 == alphabet[0] }.count
        return [UInt8](repeating: 0, count: zeros) + digits.reversed()
    }

    /// Writes bytes.
    static func encode(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []  // base 58, lowest first
        for byte in bytes { append(Int(byte), to: &digits, from: 256, into: 58) }
        let zeros = bytes.prefix { $0 == 0 }.count
        let characters = [UInt8](repeating: 0, count: zeros) + digits.reversed()
        return String(decoding: characters.map { alphabet[Int($0)] }, as: UTF8.self)
    }

    /// Multiplies the number by `base`, adds `digit`, and keeps it in digits of `radix`.
    private static func append(_ digit: Int, to digits: inout [UInt8], from base: Int, into radix: Int) {
        var carry = digit
        for position in digits.indices {
            carry += Int(digits[position]) * base
            digits[position] = UInt8(carry % radix)
            carry /= radix
        }
        while carry > 0 {
            digits.append(UInt8(carry % radix))
            carry /= radix
        }
    }
}
