// SPDX-License-Identifier: Apache-2.0

extension QueryString {
    /// Writes parameters as a query string without the `?`; an array repeats its name.
    ///
    /// - Returns: nil where a member is neither a boolean, an integer, a string nor an array of these.
    public static func write(_ parameters: LexObject) -> String? {
        var pairs: [String] = []
        for member in parameters.members {
            let values: [LexValue] = if case .array(let elements) = member.value { elements } else { [member.value] }
            for value in values {
                guard let text = text(of: value) else { return nil }
                pairs.append("\(escaped(member.name))=\(escaped(text))")
            }
        }
        return pairs.joined(separator: "&")
    }

    private static func text(of value: LexValue) -> String? {
        switch value {
        case .bool(let flag): String(flag)
        case .integer(let number): String(number)
        case .string(let text): text
        case .null, .bytes, .link, .array, .object: nil
        }
    }

    /// Escapes everything but the unreserved characters of RFC 3986 §2.3.
    private static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
