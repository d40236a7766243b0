// SPDX-License-Identifier: Apache-2.0

/// Where the lines of a text begin, for a text of which many places are wanted.
package struct LineIndex: Sendable {
    private let starts: [Int]
    private let bytes: [UInt8]

    /// Goes over the text once.
    package init(_ bytes: [UInt8]) {
        var starts = [0]
        for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") { starts.append(offset + 1) }
        self.starts = starts
        self.bytes = bytes
    }

    /// The position of the byte at `offset`; an offset outside the text gives the nearer end of it.
    package func position(of offset: Int) -> SourcePosition {
        let offset = min(max(0, offset), bytes.count)
        var line = 0
        var end = starts.count
        while end - line > 1 {
            let middle = (line + end) / 2
            if starts[middle] <= offset { line = middle } else { end = middle }
        }
        return SourcePosition(line: line + 1, column: offset - starts[line] + 1)
    }

    /// The position of an error, whose column counts characters.
    package func position(of error: JSONError) -> SourcePosition {
        guard let start = start(ofLine: error.line) else { return position(of: bytes.count) }
        let line = bytes[start...].prefix { $0 != UInt8(ascii: "\n") }
        var characters = 0
        for (position, byte) in line.enumerated() where byte & 0xC0 != 0x80 {
            characters += 1
            if characters == error.column { return SourcePosition(line: error.line, column: position + 1) }
        }
        return SourcePosition(line: error.line, column: line.count + 1)
    }

    /// The offset at which a line begins, or nil where there is no such line.
    package func start(ofLine line: Int) -> Int? { starts.indices.contains(line - 1) ? starts[line - 1] : nil }
}
