// SPDX-License-Identifier: Apache-2.0

/// Finds where in a text the value of a JSON pointer (RFC 6901) stands.
///
/// The text must already have passed ``JSONParser``; the locator only walks it again when a message needs a place.
public struct JSONPointerLocator: Sendable {
    private let bytes: [UInt8]

    /// Makes a locator over a text that parsed.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The position of the value at `path`, or of the deepest part of `path` that exists.
    ///
    /// - Parameter path: member names and array positions from the root; a position is written as a decimal number.
    public func position(of path: [String]) -> SourcePosition {
        positions(of: [path]).first ?? SourcePosition(line: 1, column: 1)
    }

    /// The positions of the values at `paths`, in their order, from one walk over the text.
    ///
    /// - Parameter paths: paths as ``position(of:)`` takes them.
    public func positions(of paths: [[String]]) -> [SourcePosition] {
        guard !paths.isEmpty else { return [] }
        let root = Step()
        for path in paths { root.add(path) }
        var walker = Walker(bytes: bytes)
        walker.skipSpace()
        walker.visit(root)
        let lines = LineIndex(bytes)
        return paths.map { lines.position(of: root.deepestOffset(on: $0)) }
    }
}

/// One step of the wanted paths, with those that go on from it.
private final class Step {
    private var next: [[UInt8]: Step] = [:]
    /// Where the value begins, once the walk has come by.
    var offset: Int?

    var isLast: Bool { next.isEmpty }

    func add(_ path: [String]) {
        var step = self
        for name in path {
            let key = Array(name.utf8)
            let known = step.next[key] ?? Step()
            step.next[key] = known
            step = known
        }
    }

    func step(_ name: some Sequence<UInt8>) -> Step? { next[Array(name)] }

    func deepestOffset(on path: [String]) -> Int {
        var step = self
        for name in path {
            guard let next = step.step(name.utf8), next.offset != nil else { break }
            step = next
        }
        return step.offset ?? 0
    }
}

private struct Walker {
    let bytes: [UInt8]
    private var offset = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { offset += 1 }
    }

    /// Goes over the value at the offset and leaves the offset behind it; no deeper than the wanted paths.
    mutating func visit(_ step: Step) {
        step.offset = offset
        guard !step.isLast else {
            skipValue()
            return
        }
        switch current {
        case UInt8(ascii: "{"): visitMembers(step)
        case UInt8(ascii: "["): visitElements(step)
        default: skipValue()
        }
    }

    private mutating func visitMembers(_ step: Step) {
        repeat {
            offset += 1  // the brace or the comma
            skipSpace()
            guard current == UInt8(ascii: "\"") else { break }
            let start = offset
            skipString()
            let name = unescaped(start..<offset)
            skipSpace()
            offset += 1  // the colon
            skipSpace()
            visitOrSkip(step.step(name))
        } while current == UInt8(ascii: ",")
        offset += 1
    }

    private mutating func visitElements(_ step: Step) {
        var position = 0
        repeat {
            offset += 1  // the bracket or the comma
            skipSpace()
            guard current != UInt8(ascii: "]") else { break }
            visitOrSkip(step.step(String(position).utf8))
            position += 1
        } while current == UInt8(ascii: ",")
        offset += 1
    }

    private mutating func visitOrSkip(_ step: Step?) {
        if let step { visit(step) } else { skipValue() }
        skipSpace()
    }

    private mutating func skipValue() {
        var depth = 0
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                skipString()
                if depth == 0 { return }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return }
                depth -= 1
                if depth == 0 {
                    offset += 1
                    return
                }
            case UInt8(ascii: ","):
                if depth == 0 { return }
            default:
                break
            }
            offset += 1
        }
    }

    private mutating func skipString() {
        offset += 1
        while let byte = current, byte != UInt8(ascii: "\"") { offset += byte == UInt8(ascii: "\\") ? 2 : 1 }
        offset = min(offset + 1, bytes.count)
    }

    /// The name that a string with its quotation marks spells.
    private func unescaped(_ range: Range<Int>) -> [UInt8] {
        let spelling = bytes[range]
        guard spelling.contains(UInt8(ascii: "\\")) else { return Array(spelling.dropFirst().dropLast()) }
        let parser = JSONParser(limits: JSONLimits(maximumBytes: range.count, maximumDepth: 0, maximumMembers: 0))
        return Array(((try? parser.parse(Array(spelling)))?.string ?? "").utf8)
    }
}
