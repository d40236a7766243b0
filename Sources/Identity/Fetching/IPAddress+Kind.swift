// SPDX-License-Identifier: Apache-2.0

/// What an address is for, as far as a request on behalf of a stranger is concerned.
enum AddressKind: Sendable, Equatable {
    /// A unicast address of the public internet.
    case global
    /// This machine.
    case loopback
    /// Anything else: private, link-local, shared, reserved, multicast, documentation, translation, tunnel.
    case special
}

/// One block of a registry of special-purpose addresses.
private struct Block: Sendable {
    let prefix: [UInt8]
    let length: Int

    init(_ prefix: [UInt8], _ length: Int) {
        self.prefix = prefix
        self.length = length
    }
}

extension IPAddress {
    /// The kind of this address by the IANA registries of special-purpose addresses (RFC 6890 and its updates).
    var kind: AddressKind {
        if isIPv4 {
            guard !isIn([127], 8) else { return .loopback }
            return Self.specialIPv4.contains { isIn($0.prefix, $0.length) } ? .special : .global
        }
        guard bytes != Self.loopbackIPv6 else { return .loopback }
        guard isIn([0x20], 3) else { return .special }
        return Self.specialIPv6.contains { isIn($0.prefix, $0.length) } ? .special : .global
    }

    private static let loopbackIPv6 = [UInt8](repeating: 0, count: 15) + [1]

    private static let specialIPv4: [Block] = [
        Block([0], 8),  // this network
        Block([10], 8),  // private
        Block([100, 64], 10),  // carrier-grade NAT
        Block([169, 254], 16),  // link-local, where clouds serve credentials
        Block([172, 16], 12),  // private
        Block([192, 0, 0], 24),  // protocol assignments
        Block([192, 0, 2], 24),  // documentation
        Block([192, 31, 196], 24),  // AS112
        Block([192, 52, 193], 24),  // AMT
        Block([192, 88, 99], 24),  // 6to4 relays
        Block([192, 168], 16),  // private
        Block([192, 175, 48], 24),  // AS112
        Block([198, 18], 15),  // benchmarks
        Block([198, 51, 100], 24),  // documentation
        Block([203, 0, 113], 24),  // documentation
        Block([224], 4),  // multicast
        Block([240], 4),  // reserved, broadcast
    ]

    /// Special blocks inside 2000::/3.
    ///
    /// Outside of it nothing is global: `::/96` and `::ffff:0:0/96` with IPv4 inside, NAT64, ULA, link-local,
    /// multicast and the unassigned rest.
    private static let specialIPv6: [Block] = [
        Block([0x20, 0x01], 23),  // protocol assignments: Teredo, benchmarks, ORCHID
        Block([0x20, 0x01, 0x0D, 0xB8], 32),  // documentation
        Block([0x20, 0x02], 16),  // 6to4, with IPv4 inside
        Block([0x26, 0x20, 0x00, 0x4F, 0x80], 48),  // AS112
        Block([0x3F, 0xFE], 16),  // 6bone, returned
        Block([0x3F, 0xFF], 20),  // documentation
    ]
}
