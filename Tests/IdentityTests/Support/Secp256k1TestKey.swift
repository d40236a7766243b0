// SPDX-License-Identifier: Apache-2.0

import CSecp256k1
import JOSE

/// A secp256k1 key that signs; the product only ever verifies with this curve.
struct Secp256k1TestKey {
    private let secret: [UInt8]
    let publicKey: PublicJWK

    /// Takes 32 bytes; nil where they are no key.
    init?(secret: [UInt8]) {
        guard secret.count == 32, let context = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else {
            return nil
        }
        defer { secp256k1_context_destroy(context) }
        var key = secp256k1_pubkey()
        guard secp256k1_ec_pubkey_create(context, &key, secret) == 1 else { return nil }
        var point = [UInt8](repeating: 0, count: 33)
        var length = point.count
        secp256k1_ec_pubkey_serialize(context, &point, &length, &key, UInt32(SECP256K1_EC_COMPRESSED))
        guard let publicKey = PublicJWK(curve: .secp256k1, compressed: point) else { return nil }
        self.secret = secret
        self.publicKey = publicKey
    }

    func signature(for message: [UInt8]) -> [UInt8] {
        guard let context = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else { return [] }
        defer { secp256k1_context_destroy(context) }
        var signature = secp256k1_ecdsa_signature()
        guard secp256k1_ecdsa_sign(context, &signature, Libcrypto.sha256(message), secret, nil, nil) == 1 else {
            return []
        }
        var compact = [UInt8](repeating: 0, count: 64)
        secp256k1_ecdsa_signature_serialize_compact(context, &compact, &signature)
        return compact
    }
}
