// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import JOSE
import StrictJSON
import Testing

@Suite(.enabled(if: ConformanceData.isAvailable)) struct WycheproofTests {
    @Test func givesTheListedVerdictsForP256() throws {
        let cases = try Self.cases("ecdsa_secp256r1_sha256_p1363_test.json", .p256)
        for test in cases {
            let verdict = test.key?.isValid(signature: test.signature, for: test.message) ?? false
            #expect(verdict == test.isValid, "case \(test.id): \(test.comment)")
        }
        #expect(cases.count == 262)
        #expect(cases.count { $0.isValid } == 173)
    }

    private struct Case {
        let id: Int64
        let comment: String
        let key: PublicKey?
        let message: [UInt8]
        let signature: [UInt8]
        let isValid: Bool
    }

    private static func cases(_ file: String, _ curve: EllipticCurve) throws -> [Case] {
        let root = try JSONParser(limits: .file).parse(try ConformanceData.bytes("wycheproof/\(file)"))
        let groups = try #require(root.object?["testGroups"]?.array)
        return try groups.flatMap { group -> [Case] in
            let point = hex(group.object?["publicKey"]?.object?["uncompressed"]?.string ?? "")
            let key = point.count == 65 ? PublicKey(curve: curve, x: Array(point[1..<33]), y: Array(point[33...])) : nil
            let tests = try #require(group.object?["tests"]?.array)
            return tests.compactMap { value -> Case? in
                guard let test = value.object, let id = test["tcId"]?.integer else { return nil }
                return Case(
                    id: id, comment: test["comment"]?.string ?? "", key: key, message: hex(test["msg"]?.string ?? ""),
                    signature: hex(test["sig"]?.string ?? ""), isValid: test["result"]?.string == "valid")
            }
        }
    }

    static func hex(_ text: String) -> [UInt8] {
        let digits = Array(text.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }
}
