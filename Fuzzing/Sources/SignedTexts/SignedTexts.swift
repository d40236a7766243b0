// SPDX-License-Identifier: Apache-2.0

import Foundation
package import JOSE
import StrictJSON

/// The signed texts of the public corpus: whoever has no key can make none that is signed but the twins of these.
package struct SignedTexts: Sendable {
    private let signatures: [String: Set<[UInt8]>]

    /// Reads the proofs and the tokens of `vectors/dpop-*.json`.
    package init() {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("vectors")
        var signatures: [String: Set<[UInt8]>] = [:]
        for name in ["claims", "form", "key", "request", "target", "token"] {
            let file = folder.appendingPathComponent("dpop-\(name).json")
            guard let data = try? Data(contentsOf: file),
                let document = try? JSONParser(limits: .file).parse(Array(data)).object
            else { continue }
            for text in Self.texts(document) {
                guard let (signed, signature) = Self.halves(text) else { continue }
                signatures[signed, default: []].insert(signature)
            }
        }
        self.signatures = signatures
    }

    /// How many different texts are signed.
    package var count: Int { signatures.count }

    /// Whether the corpus has this text with this signature or, with the same r, with its twin.
    package func contains(_ text: String, on curve: EllipticCurve) -> Bool {
        guard let (signed, signature) = Self.halves(text), let known = signatures[signed] else { return false }
        return known.contains(signature) || known.contains { Self.areTwins($0, signature, curve) }
    }

    private static func texts(_ document: JSONObject) -> [String] {
        var texts: [String] = []
        for value in document["cases"]?.array ?? [] {
            guard let request = value.object?["request"]?.object else { continue }
            for line in (request["dpop"]?.array ?? []) + (request["authorization"]?.array ?? []) {
                if let text = line.string?.split(separator: " ").last { texts.append(String(text)) }
            }
        }
        return texts
    }

    private static func halves(_ text: String) -> (String, [UInt8])? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let signature = Base64URL.decode(parts[2].utf8) else { return nil }
        return ("\(parts[0]).\(parts[1])", signature)
    }

    private static let orders: [EllipticCurve: [UInt64]] = [
        .p256: [0xFFFF_FFFF_0000_0000, 0xFFFF_FFFF_FFFF_FFFF, 0xBCE6_FAAD_A717_9E84, 0xF3B9_CAC2_FC63_2551],
        .secp256k1: [0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFE, 0xBAAE_DCE6_AF48_A03B, 0xBFD2_5E8C_D036_4141],
    ]

    /// Whether r is the same and the two s add up to the order of the curve.
    private static func areTwins(_ left: [UInt8], _ right: [UInt8], _ curve: EllipticCurve) -> Bool {
        guard left.count == 64, right.count == 64, left.prefix(32) == right.prefix(32), let order = orders[curve]
        else { return false }
        var carry = 0
        for position in (0..<32).reversed() {
            let sum = Int(left[32 + position]) + Int(right[32 + position]) + carry
            let expected = UInt8(truncatingIfNeeded: order[position / 8] >> UInt64(56 - position % 8 * 8))
            guard UInt8(truncatingIfNeeded: sum) == expected else { return false }
            carry = sum >> 8
        }
        return carry == 0
    }
}
