// SPDX-License-Identifier: Apache-2.0

import JOSE
import Testing
import XRPCCore

@Suite struct CIDTests {
    @Test func makesTheKnownCIDsOfNoBytes() {
        let digest = Libcrypto.sha256([])
        let raw = CID(sha256: digest, codec: .raw)
        #expect(raw.rawValue == "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku")
        #expect(raw.bytes == [1, 0x55, 0x12, 32] + digest)
        #expect(CID(sha256: digest, codec: .drisl).bytes == [1, 0x71, 0x12, 32] + digest)
    }

    static let binaries: [(bytes: [UInt8], isGood: Bool)] = [
        ([1, 0x55, 0, 0], true), ([1, 0x55, 0, 1, 7], true), ([1, 0x80, 0x01, 0x12, 2, 7, 7], true), ([], false),
        ([1], false), ([1, 0x55, 0x12, 2, 7], false), ([1, 0x55, 0x12, 1, 7, 7], false),
        ([2, 0x55, 0x12, 1, 7], false),
        ([0x81, 0, 0x55, 0x12, 1, 7], false), ([1, 0xD5, 0x00, 0x12, 1, 7], false),
        ([0x12, 32] + Array(repeating: 7, count: 32), false),
        ([1] + Array(repeating: 0xFF, count: 9) + [1, 0x12, 1, 7], false),
        ([1, 0x55, 0, 0x96, 0x01] + Array(repeating: 7, count: 150), true),
        ([1, 0x55, 0, 0xC8, 0x01] + Array(repeating: 7, count: 200), false),
    ]

    @Test(arguments: binaries) func readsBinaryVersion1AndWritesTheSameBytes(bytes: [UInt8], isGood: Bool) {
        #expect(CID(bytes: bytes)?.bytes == (isGood ? bytes : nil))
        #expect(Self.binaries.count == 14)
    }

    @Test(arguments: [
        "zdj7WWeQ43G6JJvLWQWZpyHuAMq6uYWRjkBXFad11vE2LHhQ7",
        "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvykv",
        "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyk", "BAFKREIHDWDCEFGH4", "b1111111",
        "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvykua",
    ]) func aTextThatIsNoCanonicalBase32HasNoBytes(text: String) throws {
        #expect(try #require(CID(rawValue: text)).bytes == nil)
    }
}
