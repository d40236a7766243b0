// SPDX-License-Identifier: Apache-2.0

/// A place in a text, as editors and compilers count it.
public struct SourcePosition: Sendable, Hashable, Comparable {
    /// The line, from 1.
    public let line: Int
    /// The column in bytes of that line, from 1.
    public let column: Int

    /// Makes a position from numbers that are already known.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Finds the position of the byte at `offset`; an offset past the end gives the end.
    public init(offset: Int, in bytes: [UInt8]) {
        var line = 1
        var lineStart = 0
        for position in 0..<min(max(0, offset), bytes.count) where bytes[position] == UInt8(ascii: "\n") {
            line += 1
            lineStart = position + 1
        }
        self.init(line: line, column: min(offset, bytes.count) - lineStart + 1)
    }

    /// Orders by line, then by column.
    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
