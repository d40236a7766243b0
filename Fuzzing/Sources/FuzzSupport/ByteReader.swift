// SPDX-License-Identifier: Apache-2.0

/// Takes decisions from the front of the input; an input that has ended answers zero.
struct ByteReader {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    var isEmpty: Bool { bytes.isEmpty }

    mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

    /// A number below `limit`, which is at most 256.
    mutating func number(below limit: Int) -> Int { Int(byte()) % max(1, limit) }

    /// True once in `rarity` times.
    mutating func happens(onceIn rarity: Int) -> Bool { number(below: rarity) == rarity - 1 }

    mutating func choice<Element>(_ elements: [Element], else fallback: Element) -> Element {
        let position = number(below: elements.count)
        return position < elements.count ? elements[position] : fallback
    }

    /// A text of at most seven bytes, as the input has them.
    mutating func text() -> String {
        let count = number(below: 8)
        let taken = bytes.prefix(count)
        bytes = bytes.dropFirst(count)
        return String(decoding: taken, as: UTF8.self)
    }
}
