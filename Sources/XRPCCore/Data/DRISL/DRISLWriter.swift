// SPDX-License-Identifier: Apache-2.0

/// Appends values to bytes, each in its one binary form.
struct DRISLWriter {
    private(set) var bytes: [UInt8] = []
    private var depth = 0

    init() {}

    mutating func write(_ value: LexValue) throws(DRISLError) {
        switch value {
        case .null: bytes.append(0xF6)
        case .bool(let flag): bytes.append(flag ? 0xF5 : 0xF4)
        case .integer(let number): write(number)
        case .string(let text): write(text)
        case .bytes(let content):
            writeHead(.bytes, UInt64(content.count))
            bytes += content
        case .link(let cid): try writeLink(cid)
        case .array(let elements): try writeArray(elements)
        case .object(let object): try writeMap(object)
        }
    }

    private mutating func write(_ number: Int64) {
        if number < 0 {
            writeHead(.negative, UInt64(bitPattern: ~number))
        } else {
            writeHead(.unsigned, UInt64(number))
        }
    }

    private mutating func write(_ text: String) {
        writeHead(.text, UInt64(text.utf8.count))
        bytes += text.utf8
    }

    private mutating func writeLink(_ cid: CID) throws(DRISLError) {
        guard let content = cid.bytes else { throw failure(.link) }
        writeHead(.tag, DRISL.linkTag)
        writeHead(.bytes, UInt64(content.count + 1))
        bytes.append(0)
        bytes += content
    }

    private mutating func writeArray(_ elements: [LexValue]) throws(DRISLError) {
        try descend()
        writeHead(.array, UInt64(elements.count))
        for element in elements { try write(element) }
        depth -= 1
    }

    private mutating func writeMap(_ object: LexObject) throws(DRISLError) {
        try descend()
        writeHead(.map, UInt64(object.members.count))
        var previous: String?
        for member in object.members.sorted(by: { DRISL.precedes($0.name.utf8, $1.name.utf8) }) {
            if let previous, previous.isSpelled(as: member.name) { throw failure(.duplicateKey) }
            previous = member.name
            write(member.name)
            try write(member.value)
        }
        depth -= 1
    }

    private mutating func descend() throws(DRISLError) {
        depth += 1
        guard depth <= DRISL.maximumDepth else { throw failure(.tooDeep) }
    }

    /// Writes what kind of item follows and its number or length in the fewest bytes.
    private mutating func writeHead(_ major: DRISL.Major, _ number: UInt64) {
        let kind = major.rawValue << 5
        guard number >= 24 else {
            bytes.append(kind | UInt8(number))
            return
        }
        let exponent: UInt8 = number <= 0xFF ? 0 : number <= 0xFFFF ? 1 : number <= 0xFFFF_FFFF ? 2 : 3
        bytes.append(kind | (24 + exponent))
        for position in (0..<(1 << UInt64(exponent))).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(position))))
        }
    }

    private func failure(_ code: DRISLError.Code) -> DRISLError { DRISLError(code: code, offset: bytes.count) }
}
