// SPDX-License-Identifier: Apache-2.0

import DPoP
import Testing

@Suite struct AuthorizationFieldTests {
    @Test(
        arguments: [
            ("DPoP abc", .dpop, "abc"), ("dpop abc", .dpop, "abc"),
            ("DPOP   a.b-c_d~e+f/g==", .dpop, "a.b-c_d~e+f/g=="),
            ("Bearer x", .bearer, "x"), ("bEaReR x", .bearer, "x"),
        ] as [(String, AuthorizationField.Scheme, String)])
    func readsSchemesInAnyCase(line: String, scheme: AuthorizationField.Scheme, token: String) throws {
        let field = try #require(try AuthorizationField(lines: [line]))
        #expect(field.scheme == scheme)
        #expect(field.token == token)
    }

    @Test(arguments: [
        "", "DPoP", "DPoP ", " DPoP abc", "DPoP abc def", "DPoP\tabc", "Basic abc", "DPoP abc ", "DPoP =", "DPoP a=b",
        "DPoP äbc", "D\u{212A}PoP abc", "DPoPabc", "Digest a", "DPoP a\u{0}b",
    ])
    func refusesOtherForms(line: String) {
        let refusal = #expect(throws: Refusal.self) { try AuthorizationField(lines: [line]) }
        #expect(refusal?.reason == .authorizationMalformed)
    }

    @Test func refusesMoreThanOneCredential() {
        for lines in [["DPoP a", "DPoP a"], ["DPoP a, Bearer b"], ["Bearer a", "DPoP b"]] {
            let refusal = #expect(throws: Refusal.self) { try AuthorizationField(lines: lines) }
            #expect(refusal?.reason == .authorizationRepeated)
        }
        #expect(throws: Never.self) { try AuthorizationField(lines: []) == nil }
    }

    @Test func theSizeBoundIsExact() throws {
        let scheme = "DPoP "
        _ = try AuthorizationField(lines: [scheme + String(repeating: "a", count: 8192 - scheme.count)])
        let refusal = #expect(throws: Refusal.self) {
            try AuthorizationField(lines: [scheme + String(repeating: "a", count: 8193 - scheme.count)])
        }
        #expect(refusal?.reason == .authorizationTooLarge)
    }
}
