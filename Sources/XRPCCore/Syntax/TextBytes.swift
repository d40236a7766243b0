// SPDX-License-Identifier: Apache-2.0

/// The bytes of a text or of a part of it, without a copy.
typealias TextBytes = Slice<UnsafeBufferPointer<UInt8>>

extension String {
    /// Hands the bytes of the text to `body`, which must not keep them.
    @inline(__always) func withBytes<Result>(_ body: (TextBytes) -> Result) -> Result {
        utf8.withContiguousStorageIfAvailable { body($0[...]) }
            ?? Array(utf8).withUnsafeBufferPointer { body($0[...]) }
    }

    /// Whether two texts are the same to the byte; Swift's own equality takes different spellings of a letter for one.
    @inline(__always) func isSpelled(as other: String) -> Bool {
        utf8.count == other.utf8.count && withBytes { left in other.withBytes { right in left.elementsEqual(right) } }
    }
}

extension TextBytes {
    /// Whether all parts between separators are as they must be.
    ///
    /// - Parameter isGood: takes a part, its position from 0 and whether it is the last one.
    @inline(__always) func hasParts(
        between separator: Unicode.Scalar, _ isGood: (_ part: TextBytes, _ position: Int, _ isLast: Bool) -> Bool
    ) -> Bool {
        var rest = self
        var position = 0
        while let end = rest.firstIndex(of: UInt8(ascii: separator)) {
            guard isGood(rest[..<end], position, false) else { return false }
            rest = rest[(end + 1)...]
            position += 1
        }
        return isGood(rest, position, true)
    }
}
