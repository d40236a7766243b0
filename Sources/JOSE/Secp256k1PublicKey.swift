// SPDX-License-Identifier: Apache-2.0

import CSecp256k1

/// A secp256k1 public key in libsecp256k1's own form.
public struct Secp256k1PublicKey: Sendable {
    private let key: secp256k1_pubkey

    /// Makes the key with affine coordinates of 32 bytes each, or nil where they are not a point of the curve.
    public init?(x: [UInt8], y: [UInt8]) {
        guard x.count == 32, y.count == 32 else { return nil }
        let point = [0x04] + x + y
        var key = secp256k1_pubkey()
        guard secp256k1_ec_pubkey_parse(xrpc_secp256k1_verifying_context(), &key, point, point.count) == 1 else {
            return nil
        }
        self.key = key
    }

    /// The affine coordinates of a compressed point (SEC 1 §2.3.3), or nil where the curve has no such point.
    static func coordinates(compressed point: [UInt8]) -> (x: [UInt8], y: [UInt8])? {
        guard CompressedPoint.hasForm(point) else { return nil }
        var key = secp256k1_pubkey()
        guard secp256k1_ec_pubkey_parse(xrpc_secp256k1_verifying_context(), &key, point, point.count) == 1 else {
            return nil
        }
        var full = [UInt8](repeating: 0, count: 65)
        var length = full.count
        let status = secp256k1_ec_pubkey_serialize(
            xrpc_secp256k1_verifying_context(), &full, &length, &key, UInt32(SECP256K1_EC_UNCOMPRESSED))
        guard status == 1, length == full.count else { return nil }
        return (Array(full[1..<33]), Array(full[33...]))
    }

    /// Whether `signature` (r ‖ s) is valid for the SHA-256 `digest`; a high s is first replaced by n − s.
    func isValid(signature: [UInt8], digest: [UInt8]) -> Bool {
        var parsed = secp256k1_ecdsa_signature()
        guard secp256k1_ecdsa_signature_parse_compact(xrpc_secp256k1_verifying_context(), &parsed, signature) == 1
        else {
            return false
        }
        var normalized = secp256k1_ecdsa_signature()
        _ = secp256k1_ecdsa_signature_normalize(xrpc_secp256k1_verifying_context(), &normalized, &parsed)
        var key = key
        return secp256k1_ecdsa_verify(xrpc_secp256k1_verifying_context(), &normalized, digest, &key) == 1
    }
}
