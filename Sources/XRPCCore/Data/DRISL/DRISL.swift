// SPDX-License-Identifier: Apache-2.0

/// The parts of the binary form that writing and reading share.
enum DRISL {
    /// The deepest nesting of arrays and maps; a bare scalar has depth 0.
    static let maximumDepth = 64
    /// The tag of links.
    static let linkTag: UInt64 = 42

    /// The kinds of item, as the highest three bits of the first byte.
    enum Major: UInt8 {
        case unsigned, negative, bytes, text, array, map, tag, simple
    }

    /// Whether a map key sorts before another: the shorter first, then byte by byte.
    static func precedes(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
    }
}
