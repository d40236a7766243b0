// SPDX-License-Identifier: Apache-2.0

/// Normalizes the path of a URL (RFC 3986 §6.2.2.1 to §6.2.2.3); `//`, `%2F`, a trailing slash and case stay.
enum URLPath {
    /// The normal form of an absolute or empty path, or nil where a percent escape is broken.
    static func normalized(_ path: ArraySlice<UInt8>) -> String? {
        guard let unescaped = decodingUnreserved(path) else { return nil }
        return String(decoding: removingDotSegments(unescaped), as: UTF8.self)
    }

    /// Decodes escapes of unreserved characters and writes the others with capital digits.
    private static func decodingUnreserved(_ path: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var position = path.startIndex
        while position < path.endIndex {
            guard path[position] == UInt8(ascii: "%") else {
                result.append(path[position])
                position += 1
                continue
            }
            guard position + 2 < path.endIndex, let high = digit(path[position + 1]),
                let low = digit(path[position + 2])
            else { return nil }
            let byte = high << 4 | low
            if isUnreserved(byte) {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), capital(high), capital(low)]
            }
            position += 3
        }
        return result
    }

    /// RFC 3986 §5.2.4 for a path that is empty or starts with a slash.
    private static func removingDotSegments(_ path: [UInt8]) -> [UInt8] {
        let slash = UInt8(ascii: "/")
        let dot = UInt8(ascii: ".")
        guard !path.isEmpty else { return [slash] }
        var kept: [ArraySlice<UInt8>] = []
        let segments = path.dropFirst().split(separator: slash, omittingEmptySubsequences: false)
        for (position, segment) in segments.enumerated() {
            let isLast = position == segments.count - 1
            if segment.elementsEqual([dot]) {
                if isLast { kept.append([]) }
            } else if segment.elementsEqual([dot, dot]) {
                _ = kept.popLast()
                if isLast { kept.append([]) }
            } else {
                kept.append(segment)
            }
        }
        return [slash] + kept.joined(separator: [slash])
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    private static func capital(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x41 + digit - 10 }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
