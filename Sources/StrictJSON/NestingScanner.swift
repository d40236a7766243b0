// SPDX-License-Identifier: Apache-2.0

/// Measures nesting before parsing, so that depth never costs stack.
enum NestingScanner {
    /// The offset of the first bracket or brace that opens level `limit + 1`, or nil where there is none.
    static func firstOffset(in bytes: [UInt8], deeperThan limit: Int) -> Int? {
        bytes.withUnsafeBufferPointer { firstOffset(in: $0, deeperThan: limit) }
    }

    private static func firstOffset(in bytes: UnsafeBufferPointer<UInt8>, deeperThan limit: Int) -> Int? {
        var depth = 0
        var insideString = false
        var escaped = false
        for offset in bytes.indices {
            let byte = bytes[offset]
            if insideString {
                if escaped {
                    escaped = false
                } else if byte == UInt8(ascii: "\\") {
                    escaped = true
                } else if byte == UInt8(ascii: "\"") {
                    insideString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                insideString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth > limit { return offset }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
            default:
                break
            }
        }
        return nil
    }
}
