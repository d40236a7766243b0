// SPDX-License-Identifier: Apache-2.0

/// Finds a widget token in a request target, where it would end up in logs and histories.
enum TokenInTarget {
    /// Whether `target` contains `prefix`, written plainly or with percent escapes, also escaped twice.
    static func contains(_ prefix: String, in target: String) -> Bool {
        let needle = Array(prefix.utf8)
        var bytes = Array(target.utf8)
        for _ in 0..<3 {
            if hasRun(needle, in: bytes) { return true }
            guard bytes.contains(UInt8(ascii: "%")) else { return false }
            bytes = unescaped(bytes)
        }
        return hasRun(needle, in: bytes)
    }

    private static func hasRun(_ needle: [UInt8], in bytes: [UInt8]) -> Bool {
        guard let first = needle.first, bytes.count >= needle.count else { return false }
        for start in 0...(bytes.count - needle.count)
        where bytes[start] == first && bytes[start..<(start + needle.count)].elementsEqual(needle) {
            return true
        }
        return false
    }

    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(digits, radix: 16) {
                result.append(value)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return result
    }
}
