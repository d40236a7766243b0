// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Identity

/// Addresses in and around every block that is not the public internet.
@Suite struct AddressTests {
    static func address(_ text: String) -> IPAddress? {
        guard text.contains(":") else { return IPAddress(bytes: text.split(separator: ".").compactMap { UInt8($0) }) }
        let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false).map(groups)
        let gap = 16 - halves.reduce(0) { $0 + $1.count }
        return IPAddress(bytes: halves[0] + [UInt8](repeating: 0, count: gap) + (halves.count > 1 ? halves[1] : []))
    }

    private static func groups(_ text: Substring) -> [UInt8] {
        text.split(separator: ":").flatMap { group -> [UInt8] in
            if group.contains(".") { return group.split(separator: ".").compactMap { UInt8($0) } }
            let value = UInt16(group, radix: 16) ?? 0
            return [UInt8(value >> 8), UInt8(value & 0xFF)]
        }
    }

    static let special = [
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "169.254.0.0",
        "169.254.169.254", "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.170",
        "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.0.0", "192.168.255.255", "192.175.48.1",
        "198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.0",
        "255.255.255.255", "::", "::2", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "::ffff:8.8.8.8", "::ffff:0:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1",
        "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:10::1", "2001:20::1", "2001:1ff::1",
        "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "2620:4f:8000::1", "3ffe::1", "3fff::1", "3fff:fff::1",
        "4000::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1",
    ]
    static let global = [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:200::1",
        "2001:4860:4860::8888", "2003::1", "2606:4700::1111", "2620:4f:8001::1", "2a00::1", "3ffd::1", "3fff:1000::1",
    ]
    static let loopback = ["127.0.0.0", "127.0.0.1", "127.255.255.255", "::1"]

    @Test func theTablesAreWhole() {
        #expect(Self.special.count == 62)
        #expect(Self.global.count == 27)
        #expect(Self.loopback.count == 4)
    }

    @Test(arguments: special) func nothingSpecialIsGlobal(text: String) throws {
        #expect(try #require(Self.address(text)).kind == .special)
    }

    @Test(arguments: global) func neighboursOfSpecialBlocksAreGlobal(text: String) throws {
        #expect(try #require(Self.address(text)).kind == .global)
    }

    @Test(arguments: loopback) func loopbackIsNeither(text: String) throws {
        #expect(try #require(Self.address(text)).kind == .loopback)
    }

    @Test func addressesAreWrittenSoThatOnlyOneReadingIsPossible() {
        #expect(IPAddress(1, 2, 3, 4).description == "1.2.3.4")
        #expect(Self.address("2606:4700::1111")?.description == "2606:4700:0:0:0:0:0:1111")
        #expect(IPAddress(bytes: [1, 2, 3]) == nil)
        #expect(IPAddress(1, 2, 3, 4).isIPv4)
    }
}
