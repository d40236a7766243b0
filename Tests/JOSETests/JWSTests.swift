// SPDX-License-Identifier: Apache-2.0

import JOSE
import Testing

@Suite struct JWSTests {
    private let key: P256PrivateKey
    private let token: String

    init() throws {
        key = try #require(P256PrivateKey())
        token = try #require(JWSSigner(key: key).sign(header: #"{"alg":"ES256"}"#, payload: #"{"a":1}"#))
    }

    private func parse(_ text: String, maximumBytes: Int = 4096) throws -> UnverifiedJWS {
        try UnverifiedJWS(text, maximumBytes: maximumBytes, algorithms: [.es256])
    }

    @Test func acceptsItsOwnSignatureAndRefusesAnotherKey() throws {
        let jws = try parse(token)
        let other = try #require(P256PrivateKey())
        #expect(jws.isSigned(by: key.publicKey.key))
        #expect(!jws.isSigned(by: other.publicKey.key))
    }

    @Test func refusesEveryChangeOfOneCharacter() throws {
        for position in token.indices where token[position] != "." {
            for replacement in ["A", "B", "_"] where replacement != String(token[position]) {
                var changed = token
                changed.replaceSubrange(position...position, with: replacement)
                let isAccepted = (try? parse(changed))?.isSigned(by: key.publicKey.key) ?? false
                #expect(!isAccepted, "position \(token.distance(from: token.startIndex, to: position))")
            }
        }
    }

    @Test func acceptsTheOtherSignatureOfTheSamePair() throws {
        let parts = token.split(separator: ".")
        let signature = try #require(Base64URL.decode(parts[2].utf8))
        let order: [UInt8] = WycheproofTests.hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
        var mirrored = Array(signature[32...])
        var borrow = 0
        for position in (0..<32).reversed() {
            let difference = Int(order[position]) - Int(mirrored[position]) - borrow
            mirrored[position] = UInt8(truncatingIfNeeded: difference)
            borrow = difference < 0 ? 1 : 0
        }
        let twin = parts[0] + "." + parts[1] + "." + Base64URL.encode(signature[..<32] + mirrored)
        #expect(twin != token)
        #expect(try parse(String(twin)).isSigned(by: key.publicKey.key))
    }

    @Test func refusesOtherNumbersOfParts() {
        let parts = token.split(separator: ".").map(String.init)
        let texts = [
            "", ".", "..", "...", parts[0], "\(parts[0]).\(parts[1])", "\(token).", ".\(token)",
            "\(parts[0])..\(parts[2])", "\(parts[0])..\(parts[1])..\(parts[2])", "\(token).\(parts[0]).\(parts[1])",
            "\(parts[0]).\(parts[1]).",
        ]
        for text in texts { #expect(throws: JWSError.parts) { try parse(text) } }
    }

    @Test func keepsTheBoundExactly() throws {
        _ = try parse(token, maximumBytes: token.utf8.count)
        #expect(throws: JWSError.tooLarge) { try parse(token, maximumBytes: token.utf8.count - 1) }
    }

    @Test(arguments: [
        (#"{"alg":"none"}"#, JWSError.algorithm), (#"{"alg":"None"}"#, .algorithm), (#"{"alg":"HS256"}"#, .algorithm),
        (#"{"alg":"ES256K"}"#, .algorithm), (#"{"alg":"ES384"}"#, .algorithm), (#"{"alg":7}"#, .algorithm),
        (#"{"alg":"ES256\u212A"}"#, .algorithm),
        (#"{}"#, .algorithm), (#"{"alg":"ES256","crit":[]}"#, .critical), (#"{"alg":"ES256","b64":true}"#, .critical),
        (#"{"alg":"ES256","alg":"ES256"}"#, .json), (#"["ES256"]"#, .json), (#"{"alg":"ES256"} "x""#, .json),
        ("\u{FEFF}{}", .json),
    ])
    func refusesTheHeader(header: String, error: JWSError) throws {
        let text = try #require(JWSSigner(key: key).sign(header: header, payload: "{}"))
        #expect(throws: error) { try parse(text) }
    }

    @Test func refusesSignaturesOfOtherLengths() throws {
        let parts = token.split(separator: ".")
        for count in [1, 32, 63, 65, 70, 71, 72] {
            let signature = Base64URL.encode([UInt8](repeating: 1, count: count))
            #expect(throws: JWSError.signatureLength) { try parse("\(parts[0]).\(parts[1]).\(signature)") }
        }
        #expect(throws: JWSError.encoding) { try parse("\(parts[0]).\(parts[1]).\(parts[2])=") }
    }

    @Test func refusesZeroAndTheOrderAsSignatureParts() throws {
        let parts = token.split(separator: ".")
        let order: [UInt8] = WycheproofTests.hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
        let zero = [UInt8](repeating: 0, count: 32)
        for signature in [zero + zero, zero + order, order + zero, order + order] {
            let jws = try parse("\(parts[0]).\(parts[1]).\(Base64URL.encode(signature))")
            #expect(!jws.isSigned(by: key.publicKey.key))
        }
    }

    @Test func aPrivateKeyDoesNotShowItself() {
        #expect("\(key)" == "P256PrivateKey(\(key.publicKey.thumbprint))")
    }

    @Test func randomBytesAndConstantTimeComparisonDoWhatTheySay() {
        #expect(Libcrypto.randomBytes(32) != Libcrypto.randomBytes(32))
        #expect(Libcrypto.randomBytes(0).isEmpty)
        #expect(Libcrypto.constantTimeEqual([1, 2], [1, 2]))
        #expect(!Libcrypto.constantTimeEqual([1, 2], [1, 3]))
        #expect(!Libcrypto.constantTimeEqual([1, 2], [1]))
    }

    @Test func hashesAreThoseOfTheStandards() {
        #expect(
            Libcrypto.sha256(Array("abc".utf8))
                == WycheproofTests.hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
        // RFC 4231, test case 2.
        #expect(
            HMACKey(Array("Jefe".utf8))?.tag(for: Array("what do ya want for nothing?".utf8))
                == WycheproofTests.hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
    }
}
