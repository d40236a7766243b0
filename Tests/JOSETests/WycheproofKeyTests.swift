// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import JOSE
import StrictJSON
import Testing

/// Wycheproof on points of P-256, on JSON Web Signatures and on JSON Web Keys, as far as elliptic curves go.
@Suite struct WycheproofKeyTests {
    /// A point by its SEC 1 bytes in hexadecimal digits.
    struct PointCase: Sendable, CustomStringConvertible {
        let id: Int64
        let point: String
        let isValid: Bool
        var description: String { "\(id)" }
    }

    static let points = groups("ecdh_secp256r1_ecpoint_test").flatMap { group in
        group["tests"]?.array?.compactMap(\.object).compactMap { test -> PointCase? in
            guard let id = test["tcId"]?.integer, let point = test["public"]?.string else { return nil }
            return PointCase(id: id, point: point, isValid: test["result"]?.string == "valid")
        } ?? []
    }

    /// A compressed point counts as invalid: JOSE writes both coordinates (RFC 7518 §6.2.1).
    @Test(.enabled(if: has("ecdh_secp256r1_ecpoint_test")), arguments: points)
    func importsAPointOnlyWhereItIsOnTheCurve(test: PointCase) {
        #expect((PublicKey(uncompressed: test.point, on: .p256) != nil) == test.isValid)
    }

    /// A compact JWS with the key that it must be verified by.
    struct JWSCase: Sendable, CustomStringConvertible {
        let id: Int64
        let key: JSONObject
        let text: String
        let isValid: Bool
        var description: String { "\(id)" }
    }

    static let signatures = groups("json_web_signature_test").flatMap { group in
        cases(group, keys: [(group["public"] ?? group["private"])?.object].compactMap { $0 })
    }
    static let keys = groups("json_web_key_test").flatMap { group in
        let set = (group["public"] ?? group["private"])?.object
        return cases(group, keys: set?["keys"]?.array?.compactMap(\.object) ?? [])
    }

    /// P-521 is not offered, so its two valid cases are refused with the rest.
    @Test(.enabled(if: has("json_web_signature_test")), arguments: signatures)
    func givesTheListedVerdictOnSignatures(test: JWSCase) {
        let isExpected = test.isValid && test.key["crv"]?.string == "P-256"
        #expect(Self.isAccepted(test.text, by: test.key) == isExpected)
    }

    /// No case of the file is valid for a key on an elliptic curve.
    @Test(.enabled(if: has("json_web_key_test")), arguments: keys)
    func refusesEveryDefectiveKey(test: JWSCase) {
        #expect(!test.isValid)
        #expect(!Self.isAccepted(test.text, by: test.key))
    }

    @Test func theFilesHaveTheListedNumbers() {
        if Self.has("ecdh_secp256r1_ecpoint_test") {
            #expect(Self.points.count == 355)
            #expect(Self.points.count { $0.isValid } == 330)
        }
        if Self.has("json_web_signature_test") {
            #expect(Self.signatures.count == 43)
            #expect(Self.signatures.count { $0.isValid } == 4)
        }
        if Self.has("json_web_key_test") { #expect(Self.keys.count == 7) }
    }

    /// The steps of `UnverifiedJWS` for payloads that are not JSON, which those of Wycheproof are not.
    private static func isAccepted(_ text: String, by members: JSONObject) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URL.decode(parts[0]), Base64URL.decode(parts[1]) != nil,
            let signature = Base64URL.decode(parts[2]),
            let object = try? JSONParser(limits: .token).parse(header).object,
            let algorithm = object["alg"]?.string.flatMap({ SignatureAlgorithm(exactly: $0) }),
            let jwk = try? PublicJWK(withoutPrivateHalf(members), for: algorithm)
        else { return false }
        let input = text.utf8.prefix(parts[0].count + 1 + parts[1].count)
        return jwk.key.isValid(signature: signature, for: Array(input))
    }

    private static func withoutPrivateHalf(_ members: JSONObject) throws -> JSONObject {
        let kept = members.members.filter { $0.name != "d" }
        let text = kept.map { "\"\($0.name)\":\(json($0.value))" }.joined(separator: ",")
        let value = try JSONParser(limits: .token).parse(Array("{\(text)}".utf8))
        return try #require(value.object)
    }

    private static func json(_ value: JSONValue) -> String {
        if let elements = value.array { return "[" + elements.map(json).joined(separator: ",") + "]" }
        return "\"\(value.string ?? "")\""
    }

    static func has(_ name: String) -> Bool { ConformanceData.has("wycheproof/\(name).json") }

    private static func groups(_ name: String) -> [JSONObject] {
        guard ConformanceData.isAvailable, let bytes = try? ConformanceData.bytes("wycheproof/\(name).json"),
            let root = try? JSONParser(limits: .file).parse(bytes)
        else { return [] }
        return root.object?["testGroups"]?.array?.compactMap(\.object) ?? []
    }

    /// The cases of a group for each of its keys that has coordinates, whatever type it claims.
    private static func cases(_ group: JSONObject, keys: [JSONObject]) -> [JWSCase] {
        let tests = group["tests"]?.array?.compactMap(\.object) ?? []
        return keys.filter { $0.contains("crv") }.flatMap { key in
            tests.compactMap { test -> JWSCase? in
                guard let id = test["tcId"]?.integer, let text = test["jws"]?.string else { return nil }
                return JWSCase(id: id, key: key, text: text, isValid: test["result"]?.string == "valid")
            }
        }
    }
}
