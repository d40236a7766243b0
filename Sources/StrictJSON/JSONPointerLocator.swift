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
        var walker = Walker(bytes: bytes)
        walker.skipSpace()
        var best = walker.offset
        for step in path {
            guard walker.enter(step) else { break }
            best = walker.offset
        }
        return SourcePosition(offset: best, in: bytes)
    }
}

extension JSONPointerLocator {
    fileprivate struct Walker {
        let bytes: [UInt8]
        var offset = 0

        private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

        mutating func skipSpace() {
            while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { offset += 1 }
        }

        /// Moves from the start of a container to the start of one of its values.
        mutating func enter(_ step: String) -> Bool {
            switch current {
            case UInt8(ascii: "{"): enterMember(step)
            case UInt8(ascii: "["): enterElement(step)
            default: false
            }
        }

        private mutating func enterMember(_ name: String) -> Bool {
            offset += 1
            while true {
                skipSpace()
                guard current == UInt8(ascii: "\"") else { return false }
                let start = offset
                skipString()
                let matches = unescaped(start..<offset).utf8.elementsEqual(name.utf8)
                skipSpace()
                offset += 1  // the colon
                skipSpace()
                if matches { return true }
                guard skipToNext() else { return false }
            }
        }

        private mutating func enterElement(_ position: String) -> Bool {
            guard var remaining = Int(position) else { return false }
            offset += 1
            skipSpace()
            guard current != UInt8(ascii: "]") else { return false }
            while remaining > 0 {
                guard skipToNext() else { return false }
                skipSpace()
                remaining -= 1
            }
            return true
        }

        /// Skips the value at the offset and the comma after it; false at the end of the container.
        private mutating func skipToNext() -> Bool {
            skipValue()
            skipSpace()
            guard current == UInt8(ascii: ",") else { return false }
            offset += 1
            return true
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

        private func unescaped(_ range: Range<Int>) -> String {
            let parser = JSONParser(
                limits: JSONLimits(maximumBytes: range.count, maximumDepth: 0, maximumMembers: 0))
            return (try? parser.parse(Array(bytes[range])))?.string ?? ""
        }
    }
}
