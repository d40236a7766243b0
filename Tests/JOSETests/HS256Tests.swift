// SPDX-License-Identifier: Apache-2.0

import JOSE
import Testing

/// Tokens that a PDS authenticates with a secret of its own; only a verifier that is told to reads them.
@Suite struct HS256Tests {
    private static let secret = Array("a secret of at least thirty-two bytes".utf8)

    private static func token(header: String = #"{"alg":"HS256"}"#, secret: [UInt8] = secret) throws -> String {
        let input = Base64URL.encode(header.utf8) + "." + Base64URL.encode(#"{"iss":"a","cnf":{}}"#.utf8)
        let key = try #require(HMACKey(secret))
        return input + "." + Base64URL.encode(key.tag(for: Array(input.utf8)))
    }

    @Test func acceptsItsOwnTagAndNoOther() throws {
        let key = try #require(HMACKey(Self.secret))
        let own = try UnverifiedHS256JWS(try Self.token(), maximumBytes: 4096)
        let other = try UnverifiedHS256JWS(try Self.token(secret: Array("another".utf8)), maximumBytes: 4096)
        #expect(own.isAuthentic(by: key))
        #expect(!other.isAuthentic(by: key))
    }

    @Test(arguments: [#"{"alg":"ES256"}"#, #"{"alg":"none"}"#, #"{"alg":"hs256"}"#, #"{"alg":1}"#, "{}"])
    func refusesOtherAlgorithms(header: String) throws {
        let text = try Self.token(header: header)
        #expect(throws: JWSError.algorithm) { try UnverifiedHS256JWS(text, maximumBytes: 4096) }
    }

    @Test func refusesOtherForms() throws {
        let text = try Self.token()
        #expect(throws: JWSError.signatureLength) { try UnverifiedHS256JWS(text + "AAAA", maximumBytes: 4096) }
        #expect(throws: JWSError.encoding) { try UnverifiedHS256JWS(text + "=", maximumBytes: 4096) }
        #expect(throws: JWSError.tooLarge) { try UnverifiedHS256JWS(text, maximumBytes: text.utf8.count - 1) }
    }

    @Test func hintsAreReadWithoutAnyTrust() throws {
        let hints = try #require(UnverifiedTokenHints(try Self.token(), maximumBytes: 4096))
        #expect(hints.algorithm == "HS256")
        #expect(hints.issuer == "a")
        #expect(hints.type == nil)
        #expect(hints.isBound)
        #expect(UnverifiedTokenHints("a.b", maximumBytes: 4096) == nil)
    }
}
