// SPDX-License-Identifier: Apache-2.0

/// The compressed form of a point on either curve: the parity of y, then x (SEC 1 §2.3.3).
enum CompressedPoint {
    static let length = 33

    /// Whether the length and the first byte are right; libraries accept other encodings too.
    static func hasForm(_ point: [UInt8]) -> Bool {
        point.count == length && (point[0] == 0x02 || point[0] == 0x03)
    }

    static func encode(x: [UInt8], y: [UInt8]) -> [UInt8] {
        [0x02 | ((y.last ?? 0) & 1)] + x
    }
}
