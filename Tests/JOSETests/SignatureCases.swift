// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import JOSE
import StrictJSON

/// One Wycheproof file of ECDSA signatures over SHA-256, and how many cases it has.
struct SignatureFile: Sendable, CustomStringConvertible {
    let name: String
    let curve: EllipticCurve
    let count: Int
    /// How many are valid, where only their verdicts matter.
    let validCount: Int?

    static let p256 = SignatureFile(
        name: "ecdsa_secp256r1_sha256_p1363_test", curve: .p256, count: 262, validCount: 173)
    static let secp256k1 = SignatureFile(
        name: "ecdsa_secp256k1_sha256_p1363_test", curve: .secp256k1, count: 252, validCount: 167)
    static let derP256 = SignatureFile(name: "ecdsa_secp256r1_sha256_test", curve: .p256, count: 484, validCount: nil)
    static let bitcoin = SignatureFile(
        name: "ecdsa_secp256k1_sha256_bitcoin_test", curve: .secp256k1, count: 463, validCount: 162)
    static let all = [p256, secp256k1, derP256, bitcoin]

    var description: String { name }
    private var path: String { "wycheproof/\(name).json" }
    var isPresent: Bool { ConformanceData.has(path) }

    /// The cases, or none where the file cannot be read; a test of the numbers notices that.
    var cases: [SignatureCase] {
        guard ConformanceData.isAvailable, let bytes = try? ConformanceData.bytes(path),
            let root = try? JSONParser(limits: .file).parse(bytes), let groups = root.object?["testGroups"]?.array
        else { return [] }
        return groups.compactMap(\.object).flatMap { group -> [SignatureCase] in
            let key = PublicKey(uncompressed: group["publicKey"]?.object?["uncompressed"]?.string ?? "", on: curve)
            return group["tests"]?.array?.compactMap(\.object).compactMap { SignatureCase($0, key) } ?? []
        }
    }
}

/// One signature with its listed verdict.
struct SignatureCase: Sendable, CustomStringConvertible {
    let id: Int64
    let comment: String
    let key: PublicKey?
    let message: [UInt8]
    let signature: [UInt8]
    let isValid: Bool

    init?(_ members: JSONObject, _ key: PublicKey?) {
        guard let id = members["tcId"]?.integer else { return nil }
        self.id = id
        self.key = key
        comment = members["comment"]?.string ?? ""
        message = WycheproofTests.hex(members["msg"]?.string ?? "")
        signature = WycheproofTests.hex(members["sig"]?.string ?? "")
        isValid = members["result"]?.string == "valid"
    }

    var description: String { "\(id)" }
    var verdict: Bool { key?.isValid(signature: signature, for: message) ?? false }
}

extension PublicKey {
    /// The key of an uncompressed point in hexadecimal digits.
    init?(uncompressed text: String, on curve: EllipticCurve) {
        let point = WycheproofTests.hex(text)
        guard point.count == 65, point[0] == 4 else { return nil }
        self.init(curve: curve, x: Array(point[1..<33]), y: Array(point[33...]))
    }
}

/// Arithmetic on the s of signatures.
enum CurveOrder {
    static func bytes(_ curve: EllipticCurve) -> [UInt8] {
        switch curve {
        case .p256: WycheproofTests.hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
        case .secp256k1: WycheproofTests.hex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
        }
    }

    /// n − s in 32 bytes; nil where s is not of 32 bytes.
    static func mirrored(_ s: some Collection<UInt8>, _ curve: EllipticCurve) -> [UInt8]? {
        guard s.count == 32 else { return nil }
        var result = Array(s)
        let order = bytes(curve)
        var borrow = 0
        for position in (0..<32).reversed() {
            let difference = Int(order[position]) - Int(result[position]) - borrow
            result[position] = UInt8(truncatingIfNeeded: difference)
            borrow = difference < 0 ? 1 : 0
        }
        return result
    }

    /// The DER form of r ‖ s (RFC 3279 §2.2.3).
    static func der(_ signature: [UInt8]) -> [UInt8] {
        let numbers = [signature.prefix(32), signature.dropFirst(32)].map { half -> [UInt8] in
            let digits = Array(half.drop { $0 == 0 })
            let sign: [UInt8] = (digits.first ?? 0x80) & 0x80 == 0 ? [] : [0]
            return [0x02, UInt8(digits.count + sign.count)] + sign + digits
        }
        return [0x30, UInt8(numbers[0].count + numbers[1].count)] + numbers[0] + numbers[1]
    }
}
