// SPDX-License-Identifier: Apache-2.0

/// An IP address as the numbers that it is, not as one of its many spellings.
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 bytes for IPv4, 16 for IPv6, in network order.
    public let bytes: [UInt8]

    /// Takes 4 or 16 bytes in network order; nil for another number of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Takes an IPv4 address.
    public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
        bytes = [first, second, third, fourth]
    }

    /// Whether this is IPv4.
    public var isIPv4: Bool { bytes.count == 4 }

    /// Dotted decimal for IPv4, eight groups of hexadecimal for IPv6 without any shortening.
    public var description: String {
        guard !isIPv4 else { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2)
            .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }

    /// Whether the first `length` bits are those of `prefix`, which may leave out trailing zero bytes.
    func isIn(_ prefix: [UInt8], _ length: Int) -> Bool {
        for bit in 0..<length {
            let mask = UInt8(0x80) >> (bit % 8)
            let wanted = bit / 8 < prefix.count ? prefix[bit / 8] & mask : 0
            guard bytes[bit / 8] & mask == wanted else { return false }
        }
        return true
    }
}
