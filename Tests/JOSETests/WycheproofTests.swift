// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import JOSE
import Testing

/// The verdicts of Wycheproof on ECDSA signatures, both as r ‖ s and as DER, which is never accepted.
@Suite struct WycheproofTests {
    @Test(
        .enabled(if: SignatureFile.p256.isPresent), arguments: SignatureFile.p256.cases)
    func givesTheListedVerdictForP256(test: SignatureCase) {
        #expect(test.verdict == test.isValid, "\(test.comment)")
    }

    @Test(
        .enabled(if: SignatureFile.secp256k1.isPresent), arguments: SignatureFile.secp256k1.cases)
    func givesTheListedVerdictForSecp256k1(test: SignatureCase) {
        #expect(test.verdict == test.isValid, "\(test.comment)")
    }

    /// JOSE has no rule against a high s (RFC 7518 §3.4), so the twin of a valid signature is valid.
    @Test(
        arguments: [SignatureFile.p256, .secp256k1].filter(\.isPresent).flatMap(\.cases).filter(\.isValid))
    func acceptsTheTwinOfAValidSignature(test: SignatureCase) throws {
        let key = try #require(test.key)
        let mirrored = try #require(CurveOrder.mirrored(test.signature[32...], key.curve))
        let twin = Array(test.signature.prefix(32)) + mirrored
        #expect(twin != test.signature)
        #expect(key.isValid(signature: twin, for: test.message))
        let strict = [test.signature, twin].map { key.isValid(signature: $0, for: test.message, highS: .refused) }
        #expect(strict[0] != strict[1], "one of two twins has a low s")
    }

    /// Whatever is valid as r ‖ s is refused as DER: only one spelling comes from outside (RFC 7518 §3.4).
    @Test(arguments: [SignatureFile.p256, .secp256k1].filter(\.isPresent).flatMap(\.cases).filter(\.isValid))
    func refusesTheSameSignatureAsDER(test: SignatureCase) throws {
        let key = try #require(test.key)
        let encoded = CurveOrder.der(test.signature)
        #expect(encoded.count != 64 && !key.isValid(signature: encoded, for: test.message))
    }

    @Test(arguments: [SignatureFile.derP256, .bitcoin].filter(\.isPresent).flatMap(\.cases))
    func acceptsNoCaseOfTheDERFiles(test: SignatureCase) {
        #expect(!test.verdict, "\(test.comment)")
    }

    @Test(arguments: SignatureFile.all.filter(\.isPresent)) func theFilesHaveTheListedNumbers(file: SignatureFile) {
        #expect(file.cases.count == file.count)
        if let validCount = file.validCount { #expect(file.cases.count { $0.isValid } == validCount) }
    }

    static func hex(_ text: String) -> [UInt8] {
        let digits = Array(text.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }
}
