// SPDX-License-Identifier: Apache-2.0

import JOSE
import Testing

@Suite struct MismatchTests {
    static let cases: [(got: String?, text: String)] = [
        (nil, "expected a, got none"), ("", "expected a, got "), ("b", "expected a, got b"),
        ("é\u{1B}[2J\n", "expected a, got ???[2J?"),
        (String(repeating: "b", count: 200), "expected a, got " + String(repeating: "b", count: 200)),
        (String(repeating: "b", count: 201), "expected a, got " + String(repeating: "b", count: 200) + "..."),
    ]

    @Test(arguments: cases) func aStrangersClaimIsCutAndCannotDisturbALogOrATerminal(got: String?, text: String) {
        #expect(Mismatch.text(expected: "a", got: got) == text)
        #expect(Self.cases.count == 6)
    }
}
