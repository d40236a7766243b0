// SPDX-License-Identifier: Apache-2.0

extension LexValue {
    /// The value as compact JSON in UTF-8 (RFC 8259).
    public var json: [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }
}

private struct JSONWriter {
    var bytes: [UInt8] = []
    private static let hexadecimal = Array("0123456789abcdef".utf8)

    mutating func write(_ value: LexValue) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .string(let text): write(text)
        case .bytes(let content): writeMarked("$bytes", Base64.encode(content))
        case .link(let cid): writeMarked("$link", cid.rawValue)
        case .array(let elements): writeArray(elements)
        case .object(let object): writeObject(object)
        }
    }

    /// Writes a value that JSON lacks as an object with one member, whose texts need no escapes.
    private mutating func writeMarked(_ mark: String, _ text: String) {
        bytes += "{\"".utf8
        bytes += mark.utf8
        bytes += "\":\"".utf8
        bytes += text.utf8
        bytes += "\"}".utf8
    }

    private mutating func writeArray(_ elements: [LexValue]) {
        bytes.append(UInt8(ascii: "["))
        for (position, element) in elements.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            write(element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func writeObject(_ object: LexObject) {
        bytes.append(UInt8(ascii: "{"))
        for (position, member) in object.members.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            write(member.name)
            bytes.append(UInt8(ascii: ":"))
            write(member.value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes += "\\n".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0x09: bytes += "\\t".utf8
            case 0..<0x20:
                bytes += "\\u00".utf8
                bytes.append(Self.hexadecimal[Int(byte >> 4)])
                bytes.append(Self.hexadecimal[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
