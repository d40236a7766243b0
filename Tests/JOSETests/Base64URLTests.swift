// SPDX-License-Identifier: Apache-2.0

import JOSE
import Testing

@Suite struct Base64URLTests {
    @Test(arguments: [
        ("", [] as [UInt8]), ("Zg", [0x66]), ("Zm8", [0x66, 0x6F]), ("Zm9v", [0x66, 0x6F, 0x6F]),
        ("-_8", [0xFB, 0xFF]), ("AAAA", [0, 0, 0]),
    ])
    func readsAndWritesTheCanonicalForm(text: String, bytes: [UInt8]) {
        #expect(Base64URL.decode(text.utf8) == bytes)
        #expect(Base64URL.encode(bytes) == text)
    }

    @Test(arguments: ["Z", "Zg==", "Zg=", "Zh", "Zm9", "Zm9v\n", " Zm9v", "Zm 9v", "Zm+v", "Zm/v", "Zm9v*", "Zmé"])
    func refusesEveryOtherSpelling(text: String) {
        #expect(Base64URL.decode(text.utf8) == nil)
    }

    @Test func fifteenOfSixteenFinalCharactersOfASignatureAreRefused() {
        let signature = Base64URL.encode([UInt8](repeating: 7, count: 64))
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        let accepted = alphabet.filter { Base64URL.decode((signature.dropLast() + String($0)).utf8) != nil }
        #expect(signature.count == 86)
        #expect(accepted.count == 4)
    }

    @Test func roundTripsEveryLength() {
        for count in 0..<100 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            #expect(Base64URL.decode(Base64URL.encode(bytes).utf8) == bytes)
        }
    }
}
