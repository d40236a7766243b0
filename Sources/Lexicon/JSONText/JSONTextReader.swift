// SPDX-License-Identifier: Apache-2.0

/// Cuts a text that is known to be strict JSON into its parts.
///
/// On any other text the result is some value without meaning; the reader never runs past the end.
struct JSONTextReader {
    private let bytes: [UInt8]
    private var offset = 0

    /// The value of a text that a strict parser has accepted.
    static func value(of bytes: [UInt8]) -> JSONText {
        var reader = JSONTextReader(bytes: bytes)
        return reader.value()
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func value() -> JSONText {
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return .object(elements(until: UInt8(ascii: "}")) { $0.member() })
        case UInt8(ascii: "["): return .array(elements(until: UInt8(ascii: "]")) { $0.value() })
        case UInt8(ascii: "\""): return .scalar(string())
        default: return .scalar(literal())
        }
    }

    private mutating func elements<Element>(
        until end: UInt8, _ read: (inout JSONTextReader) -> Element
    ) -> [Element] {
        var elements: [Element] = []
        offset += 1
        skipSpace()
        while let byte = current, byte != end {
            elements.append(read(&self))
            skipSpace()
            if current == UInt8(ascii: ",") { offset += 1 }
            skipSpace()
        }
        offset += 1
        return elements
    }

    private mutating func member() -> JSONText.Member {
        let name = string()
        skipSpace()
        offset += 1  // the colon
        return JSONText.Member(name: name, value: value())
    }

    private mutating func string() -> String {
        let start = offset
        offset += 1
        while let byte = current, byte != UInt8(ascii: "\"") {
            offset += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        offset += 1
        return text(from: start)
    }

    private mutating func literal() -> String {
        let start = offset
        while let byte = current, !Self.ends(byte) { offset += 1 }
        if offset == start { offset += 1 }
        return text(from: start)
    }

    private func text(from start: Int) -> String {
        String(decoding: bytes[min(start, bytes.count)..<min(offset, bytes.count)], as: UTF8.self)
    }

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while let byte = current, Self.isSpace(byte) { offset += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func ends(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
    }
}
