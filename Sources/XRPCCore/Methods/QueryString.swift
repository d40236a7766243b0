// SPDX-License-Identifier: Apache-2.0

/// The pairs of a query string, read as WHATWG URLSearchParams reads them, with bounds and valid UTF-8.
public struct QueryString: Sendable {
    /// The longest query in bytes.
    public static let maximumBytes = 8192
    /// The most pairs.
    public static let maximumPairs = 256

    /// Names and values, decoded, in order.
    public let pairs: [(name: String, value: String)]

    /// Reads what follows the `?`.
    ///
    /// - Throws: ``XRPCError``, 400, for more than 8192 bytes or 256 pairs, or bytes that are not UTF-8.
    public init(_ text: some StringProtocol) throws(XRPCError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.maximumBytes else {
            throw .invalidRequest("The query is longer than \(Self.maximumBytes) bytes")
        }
        var pairs: [(name: String, value: String)] = []
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            guard let name = Self.decode(part[..<equals]), let value = Self.decode(part[equals...].dropFirst()) else {
                throw .invalidRequest("The query is not valid UTF-8")
            }
            pairs.append((name, value))
        }
        guard pairs.count <= Self.maximumPairs else {
            throw .invalidRequest("The query has more than \(Self.maximumPairs) parameters")
        }
        self.pairs = pairs
    }

    /// Turns `+` into a space and escapes into bytes; an escape without two digits stays as it is.
    private static func decode(_ text: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                bytes.append(0x20)
            } else if byte == UInt8(ascii: "%"), let decoded = hexadecimal(rest.prefix(2)) {
                bytes.append(decoded)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2 else { return nil }
        var value: UInt8 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: value = value << 4 | (digit - 0x30)
            case 0x41...0x46, 0x61...0x66: value = value << 4 | ((digit & 0xDF) - 0x41 + 10)
            default: return nil
            }
        }
        return value
    }
}
