// SPDX-License-Identifier: Apache-2.0

extension UInt8 {
    /// Whether the byte is one of `0` to `9`.
    var isDigit: Bool { (0x30...0x39).contains(self) }
    /// Whether the byte is one of `a` to `z`.
    var isLowercaseLetter: Bool { (0x61...0x7A).contains(self) }
    /// Whether the byte is a letter of ASCII in either case.
    var isLetter: Bool { isLowercaseLetter || (0x41...0x5A).contains(self) }
    /// Whether the byte is a letter or a digit of ASCII.
    var isLetterOrDigit: Bool { isLetter || isDigit }
}
