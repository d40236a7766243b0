// SPDX-License-Identifier: Apache-2.0

import Testing
import XRPCCore

@Suite struct Base64Tests {
    static let good: [(text: String, bytes: [UInt8])] = [
        ("", []), ("Zg", [0x66]), ("Zg==", [0x66]), ("Zm8", [0x66, 0x6F]), ("Zm8=", [0x66, 0x6F]),
        ("Zm9v", [0x66, 0x6F, 0x6F]), ("+/+/", [0xFB, 0xFF, 0xBF]), ("Zh", [0x66]), ("AA", [0]),
    ]

    @Test(arguments: good) func readsWithAndWithoutPadding(text: String, bytes: [UInt8]) {
        #expect(Base64.decode(text) == bytes)
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        #expect(!Base64.encode(bytes).contains("="))
    }

    @Test(arguments: ["Z", "Z===", "Zg=", "Zm8==", "Zm9v=", "Zm9v====", "=", "==", "Z g", "Zg\n", "-_-_", "é", "Zg=a"])
    func refusesEveryOtherSpelling(text: String) { #expect(Base64.decode(text) == nil) }

    @Test func readsBackEveryLength() {
        for count in 0..<100 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + count) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        #expect(Self.good.count == 9)
    }
}
