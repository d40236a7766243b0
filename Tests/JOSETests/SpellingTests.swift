// SPDX-License-Identifier: Apache-2.0

import JOSE
import StrictJSON
import Testing

/// There is one spelling of a signature and of a coordinate; each other one is refused, whatever it decodes to.
@Suite struct SpellingTests {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private let key: P256PrivateKey
    private let token: String

    init() throws {
        key = try #require(P256PrivateKey())
        token = try #require(JWSSigner(key: key).sign(header: #"{"alg":"ES256"}"#, payload: "{}"))
    }

    private static func respelled(_ text: String, bits: Int) throws -> String {
        let last = try #require(text.utf8.last)
        let value = try #require(alphabet.firstIndex(of: last))
        return String(text.dropLast()) + String(UnicodeScalar(alphabet[value | bits]))
    }

    @Test(arguments: 1...15) func refusesEveryOtherLastCharacterOfASignature(bits: Int) throws {
        let text = try Self.respelled(token, bits: bits)
        #expect(throws: JWSError.encoding) {
            try UnverifiedJWS(text, maximumBytes: 4096, algorithms: [.es256])
        }
    }

    @Test(arguments: ["x", "y"], 1...3) func refusesEveryOtherLastCharacterOfACoordinate(name: String, bits: Int) throws
    {
        let good = ["x": RFCKey.x, "y": RFCKey.y]
        let members = try good.map { "\"\($0)\":\"\($0 == name ? try Self.respelled($1, bits: bits) : $1)\"" }
        let object = try Self.object(#"{"kty":"EC","crv":"P-256",\#(members.joined(separator: ","))}"#)
        #expect(throws: JWKError.point) { try PublicJWK(object, for: .es256) }
    }

    @Test(arguments: 0..<3, ["=", "==", "+", "/", " ", "\n", "\r\n", "\t", "*", "\0", "%", "é", "\u{FF21}"])
    func refusesEveryForeignCharacterInEveryPart(part: Int, text: String) throws {
        var parts = token.split(separator: ".").map(String.init)
        parts[part] += text
        #expect(throws: JWSError.encoding) {
            try UnverifiedJWS(parts.joined(separator: "."), maximumBytes: 4096, algorithms: [.es256])
        }
    }

    /// x and y of one key beside d of another: were d to decide, the binding would be void (RFC 9449 §4.3).
    @Test func refusesAKeyOfTwoHalves() throws {
        let other = try #require(P256PrivateKey())
        let d = Base64URL.encode(other.publicKey.x)
        let object = try Self.object(key.publicKey.canonicalForm.dropLast() + #","d":"\#(d)"}"#)
        #expect(throws: JWKError.privateMember) { try PublicJWK(object, for: .es256) }
    }

    private static func object(_ text: some StringProtocol) throws -> JSONObject {
        try #require(try JSONParser(limits: .token).parse(Array(text.utf8)).object)
    }
}

/// Header and payload are one strict JSON object each, whoever signed them (RFC 8725 §2.4).
@Suite struct TokenJSONTests {
    private let signer: JWSSigner

    init() throws { signer = JWSSigner(key: try #require(P256PrivateKey())) }

    private func error(header: String, payload: String) -> JWSError? {
        do throws(JWSError) {
            _ = try UnverifiedJWS(
                signer.sign(header: header, payload: payload) ?? "", maximumBytes: 20_000, algorithms: [.es256])
            return nil
        } catch {
            return error
        }
    }

    private static func nested(_ inner: String, depth: Int, array: Bool) -> String {
        (1..<depth).reduce(inner) { text, _ in array ? "[\(text)]" : "{\"n\":\(text)}" }
    }

    @Test(arguments: 1...7, [true, false]) func refusesTwoMembersOfOneNameAtAnyDepth(depth: Int, inArrays: Bool) {
        let double = Self.nested(#"{"a":1,"\u0061":1}"#, depth: depth, array: inArrays)
        let single = Self.nested(#"{"a":1,"b":1}"#, depth: depth, array: inArrays)
        for (text, expected) in [(double, JWSError.json), (single, nil)] as [(String, JWSError?)] {
            #expect(error(header: #"{"alg":"ES256","n":\#(text)}"#, payload: "{}") == expected)
            #expect(error(header: #"{"alg":"ES256"}"#, payload: #"{"n":\#(text)}"#) == expected)
        }
    }

    static let names = [
        "alg", "typ", "jwk", "kid", "htu", "htm", "iat", "jti", "ath", "nonce", "exp", "cnf", "sub", "aud",
    ]

    @Test(arguments: names) func refusesTwoMembersOfEachName(name: String) {
        let double = #""\#(name)":"a","\#(name)":"ES256""#
        #expect(error(header: #"{"alg":"ES256",\#(double)}"#, payload: "{}") == .json)
        #expect(error(header: #"{"alg":"ES256"}"#, payload: "{\(double)}") == .json)
    }

    static let bounds: [(depth: Int, members: Int, isAccepted: Bool)] = [
        (8, 1, true), (9, 1, false), (20, 1, false), (1, 64, true), (1, 65, false), (8, 64, true), (1, 200, false),
    ]

    @Test(arguments: bounds) func keepsTheBoundsExactly(depth: Int, members: Int, isAccepted: Bool) {
        let list = (1...members).map { "\"m\($0)\":1" }.joined(separator: ",")
        let text = Self.nested("{\(list)}", depth: depth, array: false)
        #expect(error(header: #"{"alg":"ES256"}"#, payload: text) == (isAccepted ? nil : .json))
    }

    @Test(arguments: [(16_384, true), (16_385, false)]) func keepsTheBoundOfOnePart(size: Int, isAccepted: Bool) throws
    {
        let signer = signer
        let payload = "{\"a\":\"\(String(repeating: "a", count: size - 8))\"}"
        let text = try #require(signer.sign(header: #"{"alg":"ES256"}"#, payload: payload))
        let read = try? UnverifiedJWS(text, maximumBytes: 40_000, algorithms: [.es256])
        #expect((read != nil) == isAccepted)
    }

    @Test func theTablesAreComplete() {
        #expect(Self.names.count == 14)
        #expect(Self.bounds.count == 7)
    }
}
