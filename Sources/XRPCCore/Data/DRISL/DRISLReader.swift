// SPDX-License-Identifier: Apache-2.0

/// Takes items off the front of bytes and refuses every form but the one that ``DRISLWriter`` writes.
struct DRISLReader {
    private let bytes: ArraySlice<UInt8>
    private(set) var position: Int
    private var depth = 0

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// How many elements are made room for before they are read.
    ///
    /// A length is only trusted as far as the bytes go, but nested lengths could each claim all of them.
    private static let largestReservation = 256

    var remaining: Int { bytes.endIndex - position }

    mutating func item() throws(DRISLError) -> LexValue {
        let start = position
        let head = try head()
        switch head.major {
        case .unsigned: return .integer(try integer(head.number, from: start))
        case .negative: return .integer(~(try integer(head.number, from: start)))
        case .bytes: return .bytes(Array(try content(head.number, from: start)))
        case .text: return .string(try text(head.number, from: start))
        case .array: return .array(try array(head.number, from: start))
        case .map: return .object(try map(head.number, from: start))
        case .tag: return .link(try link(head.number, from: start))
        case .simple: return try simple(head.number, from: start)
        }
    }

    private func integer(_ number: UInt64, from start: Int) throws(DRISLError) -> Int64 {
        guard let integer = Int64(exactly: number) else { throw failure(.integerRange, start) }
        return integer
    }

    private func simple(_ number: UInt64, from start: Int) throws(DRISLError) -> LexValue {
        switch number {
        case 20: return .bool(false)
        case 21: return .bool(true)
        case 22: return .null
        default: throw failure(.simple, start)
        }
    }

    /// The bytes of a string, of which there must be as many as its head claims.
    private mutating func content(_ length: UInt64, from start: Int) throws(DRISLError) -> ArraySlice<UInt8> {
        guard length <= UInt64(remaining) else { throw failure(.truncated, start) }
        let end = position + Int(length)
        defer { position = end }
        return bytes[position..<end]
    }

    private mutating func text(_ length: UInt64, from start: Int) throws(DRISLError) -> String {
        guard let text = String(validating: try content(length, from: start), as: UTF8.self) else {
            throw failure(.encoding, start)
        }
        return text
    }

    private mutating func link(_ tag: UInt64, from start: Int) throws(DRISLError) -> CID {
        guard tag == DRISL.linkTag else { throw failure(.tag, start) }
        let head = try head()
        guard head.major == .bytes else { throw failure(.link, start) }
        let content = try content(head.number, from: start)
        guard content.first == 0, let cid = CID(bytes: Array(content.dropFirst())) else { throw failure(.link, start) }
        return cid
    }

    private mutating func array(_ count: UInt64, from start: Int) throws(DRISLError) -> [LexValue] {
        let count = try descend(into: count, itemsEach: 1, from: start)
        var elements: [LexValue] = []
        elements.reserveCapacity(min(count, Self.largestReservation))
        for _ in 0..<count { elements.append(try item()) }
        depth -= 1
        return elements
    }

    private mutating func map(_ count: UInt64, from start: Int) throws(DRISLError) -> LexObject {
        let count = try descend(into: count, itemsEach: 2, from: start)
        var members: [LexObject.Member] = []
        members.reserveCapacity(min(count, Self.largestReservation))
        var previous: ArraySlice<UInt8>?
        for _ in 0..<count {
            let name = try key(after: &previous)
            members.append(LexObject.Member(name: name, value: try item()))
        }
        depth -= 1
        return LexObject(uniqueMembers: members)
    }

    private mutating func key(after previous: inout ArraySlice<UInt8>?) throws(DRISLError) -> String {
        let start = position
        let head = try head()
        guard head.major == .text else { throw failure(.keyKind, start) }
        let content = try content(head.number, from: start)
        if let previous, !DRISL.precedes(previous, content) {
            throw failure(previous == content ? .duplicateKey : .keyOrder, start)
        }
        previous = content
        guard let name = String(validating: content, as: UTF8.self) else { throw failure(.encoding, start) }
        return name
    }

    /// Checks a count against the bytes that are left, of which every item takes at least one, and goes a level down.
    private mutating func descend(into count: UInt64, itemsEach: UInt64, from start: Int) throws(DRISLError) -> Int {
        guard count <= UInt64(remaining) / itemsEach else { throw failure(.truncated, start) }
        depth += 1
        guard depth <= DRISL.maximumDepth else { throw failure(.tooDeep, start) }
        return Int(count)
    }

    /// The kind of the next item and its number or length, which must be in its shortest form.
    private mutating func head() throws(DRISLError) -> (major: DRISL.Major, number: UInt64) {
        let start = position
        guard position < bytes.endIndex else { throw failure(.truncated, start) }
        let first = bytes[position]
        position += 1
        guard let major = DRISL.Major(rawValue: first >> 5) else { throw failure(.simple, start) }
        let short = first & 0x1F
        switch short {
        case 0..<24: return (major, UInt64(short))
        case 31: throw failure(.indefiniteLength, start)
        case 28...30: throw failure(.simple, start)
        default: break
        }
        guard major != .simple else { throw failure(short == 24 ? .simple : .float, start) }
        let width = 1 << (Int(short) - 24)
        let digits = try content(UInt64(width), from: start)
        let number = digits.reduce(0) { $0 << 8 | UInt64($1) }
        let leastNumber: UInt64 = width == 1 ? 24 : 1 << (4 * UInt64(width))
        guard number >= leastNumber else { throw failure(.notShortest, start) }
        return (major, number)
    }

    private func failure(_ code: DRISLError.Code, _ place: Int) -> DRISLError {
        DRISLError(code: code, offset: place - bytes.startIndex)
    }
}
