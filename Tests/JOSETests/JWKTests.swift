// SPDX-License-Identifier: Apache-2.0

import JOSE
import StrictJSON
import Testing

/// The key of the examples in RFC 9449, with the thumbprint that the RFC prints.
enum RFCKey {
    static let x = "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs"
    static let y = "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"
    static let thumbprint = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"
}

@Suite struct JWKTests {
    private static func object(_ text: String) throws -> JSONObject {
        try #require(try JSONParser(limits: .token).parse(Array(text.utf8)).object)
    }

    private static func key(_ extra: String) -> String {
        #"{"kty":"EC","crv":"P-256","x":"\#(RFCKey.x)","y":"\#(RFCKey.y)"\#(extra)}"#
    }

    @Test func theThumbprintIsTheOneThatTheRFCPrints() throws {
        let key = try PublicJWK(try Self.object(Self.key("")), for: .es256)
        #expect(key.thumbprint == RFCKey.thumbprint)
    }

    @Test(arguments: ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"], ["\"AA\"", "null", "\"\"", "0"])
    func refusesEveryPrivateMemberWhateverItsValue(name: String, json: String) throws {
        let object = try Self.object(Self.key(",\"\(name)\":\(json)"))
        #expect(throws: JWKError.privateMember) { try PublicJWK(object, for: .es256) }
    }

    @Test(arguments: [
        (#","use":"enc""#, JWKError.purpose), (#","use":1"#, .purpose), (#","key_ops":["sign"]"#, .purpose),
        (#","key_ops":"verify""#, .purpose), (#","key_ops":[]"#, .purpose), (#","alg":"ES256K""#, .purpose),
        (#","alg":null"#, .purpose),
    ])
    func refusesKeysForOtherPurposes(extra: String, error: JWKError) throws {
        let object = try Self.object(Self.key(extra))
        #expect(throws: error) { try PublicJWK(object, for: .es256) }
    }

    @Test(arguments: [#","use":"sig""#, #","key_ops":["verify"]"#, #","alg":"ES256""#, #","kid":"a","x5c":["b"]"#])
    func acceptsKeysForVerifying(extra: String) throws {
        _ = try PublicJWK(try Self.object(Self.key(extra)), for: .es256)
    }

    static let badPoints: [String] = [
        #"{"kty":"EC","crv":"P-256","x":"\#(RFCKey.x)"}"#,
        #"{"kty":"EC","crv":"P-256","x":"\#(RFCKey.x)","y":"\#(RFCKey.x)"}"#,
        #"{"kty":"EC","crv":"P-256","x":"\#(RFCKey.x)=","y":"\#(RFCKey.y)"}"#,
        #"{"kty":"EC","crv":"P-256","x":"\#(RFCKey.x.dropLast(2))","y":"\#(RFCKey.y)"}"#,
        #"{"kty":"EC","crv":"P-256","x":"AA\#(RFCKey.x)","y":"\#(RFCKey.y)"}"#,
        #"{"kty":"EC","crv":"P-256","x":"\#(RFCKey.x.dropLast())t","y":"\#(RFCKey.y)"}"#,
        #"{"kty":"EC","crv":"P-256","x":1,"y":2}"#,
        #"{"kty":"EC","crv":"P-256","x":"\#(String(repeating: "A", count: 43))","y":"\#(String(repeating: "A", count: 43))"}"#,
    ]

    @Test(arguments: badPoints) func refusesWhatIsNotACanonicalPoint(text: String) throws {
        let object = try Self.object(text)
        #expect(throws: JWKError.point) { try PublicJWK(object, for: .es256) }
    }

    @Test(arguments: [
        #"{"kty":"oct","k":"AA"}"#, #"{"kty":"RSA","n":"AA","e":"AQAB"}"#, #"{"kty":"EC","crv":"P-384"}"#,
        #"{"kty":"EC","crv":"secp256k1"}"#, #"{"crv":"P-256"}"#, "{}",
    ])
    func refusesOtherTypesAndCurves(text: String) throws {
        let object = try Self.object(text)
        #expect(throws: JWKError.self) { try PublicJWK(object, for: .es256) }
    }

    @Test func aKeySetPassesOverKeysThatItCannotUse() throws {
        let text =
            #"{"keys":[{"kty":"RSA"},\#(Self.key(#","kid":"a""#)),{"kty":"EC","crv":"P-256","x":"AA","y":"AA"},3]}"#
        let set = try JWKSet(Array(text.utf8))
        #expect(set.entries.count == 1)
        #expect(set.key(id: "a", for: .es256)?.thumbprint == RFCKey.thumbprint)
        #expect(set.key(id: "b", for: .es256) == nil)
        #expect(set.key(id: nil, for: .es256) != nil)
        #expect(set.key(id: "a", for: .es256k) == nil)
    }

    @Test func aTokenWithoutAKeyNameIsOnlyAcceptedWhereThereIsOneKey() throws {
        let text = #"{"keys":[\#(Self.key(#","kid":"a""#)),\#(Self.key(#","kid":"b""#))]}"#
        #expect(try JWKSet(Array(text.utf8)).key(id: nil, for: .es256) == nil)
    }

    @Test func aKeySetKeepsItsBounds() {
        let many = #"{"keys":["# + Array(repeating: "1", count: 33).joined(separator: ",") + "]}"
        #expect(throws: JWKSetError.tooManyKeys) { try JWKSet(Array(many.utf8)) }
        let full = #"{"keys":["# + Array(repeating: "1", count: 32).joined(separator: ",") + "]}"
        #expect(throws: JWKSetError.noUsableKey) { try JWKSet(Array(full.utf8)) }
        let good = Array(#"{"keys":[\#(Self.key(""))]}"#.utf8)
        #expect(throws: Never.self) { try JWKSet(good + [UInt8](repeating: 0x20, count: 65_536 - good.count)) }
        #expect(throws: JWKSetError.malformed) {
            try JWKSet(good + [UInt8](repeating: 0x20, count: 65_537 - good.count))
        }
        #expect(throws: JWKSetError.malformed) { try JWKSet(Array("[]".utf8)) }
    }

    /// On secp256k1 three points share each y, so that x alone tells them apart: here the generator and its image.
    @Test func keysWithOneYAndTwoXAreTwoKeys() throws {
        let y = "SDradyajxGVdpPv8DhEIqP0XtEimhVQZnEfQj_sQ1Lg"
        let keys = try [
            "eb5mfvncu6xVoGKVzocLBwKb_NstzijZWfKBWxb4F5g", "vKzi6Z2gGIerAQK2lpAjJYcoRAZ_FemNp7ugRAC4j8s",
        ].map { x in
            let text = #"{"kty":"EC","crv":"secp256k1","x":"\#(x)","y":"\#(y)"}"#
            return try PublicJWK(try Self.object(text), for: .es256k)
        }
        #expect(keys[0].y == keys[1].y)
        #expect(keys[0] != keys[1])
        #expect(keys[0].thumbprint != keys[1].thumbprint)
    }

    @Test func keysAreEqualWhereCurveAndPointAre() throws {
        let key = try #require(P256PrivateKey()).publicKey
        let other = try #require(P256PrivateKey()).publicKey
        #expect(PublicJWK(curve: key.curve, x: key.x, y: key.y) == key)
        #expect(key != other)
        // The same x with the other y: the point mirrored, which is on the curve too.
        let mirrored = try #require(PublicJWK(curve: .p256, compressed: [key.y[31] & 1 == 0 ? 3 : 2] + key.x))
        #expect(mirrored.x == key.x)
        #expect(mirrored != key)
    }
}
