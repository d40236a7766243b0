// SPDX-License-Identifier: Apache-2.0

import CLibcrypto

/// A P-256 key pair that signs; for a host's own keys and for the trial authorization server.
///
/// Unchecked because it holds a C pointer that is never changed after `init`.
public final class P256PrivateKey: @unchecked Sendable, CustomStringConvertible {
    private let key: OpaquePointer
    /// The public half.
    public let publicKey: PublicJWK

    /// Draws a new key from libcrypto's random generator.
    ///
    /// - Returns: nil where libcrypto cannot make one, as when it has no entropy.
    public init?() {
        guard let key = Self.generate() else { return nil }
        guard let publicKey = Self.publicHalf(of: key) else {
            EVP_PKEY_free(key)
            return nil
        }
        self.key = key
        self.publicKey = publicKey
    }

    deinit { EVP_PKEY_free(key) }

    /// Never shows the key.
    public var description: String { "P256PrivateKey(\(publicKey.thumbprint))" }

    private static func generate() -> OpaquePointer? {
        guard let context = EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_keygen_init(context) == 1 else { return nil }
        var group = Array("P-256".utf8CString)
        return group.withUnsafeMutableBufferPointer { groupBytes in
            var parameters = [
                xrpc_group_parameter(groupBytes.baseAddress),
                OSSL_PARAM_construct_end(),
            ]
            var key: OpaquePointer?
            guard EVP_PKEY_CTX_set_params(context, &parameters) == 1 else { return nil }
            return EVP_PKEY_generate(context, &key) == 1 ? key : nil
        }
    }

    private static func publicHalf(of key: OpaquePointer) -> PublicJWK? {
        var point = [UInt8](repeating: 0, count: 65)
        var length = 0
        let status = EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, &point, point.count, &length)
        guard status == 1, length == 65, point[0] == 0x04 else { return nil }
        return PublicJWK(curve: .p256, x: Array(point[1..<33]), y: Array(point[33..<65]))
    }

    /// Signs `message` with ES256 and returns r ‖ s, 64 bytes.
    ///
    /// - Returns: nil where libcrypto refuses to sign.
    public func signature(for message: [UInt8]) -> [UInt8]? {
        guard let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_sign_init(context) == 1 else { return nil }
        let digest = Libcrypto.sha256(message)
        var encoded = [UInt8](repeating: 0, count: 80)
        var length = encoded.count
        guard EVP_PKEY_sign(context, &encoded, &length, digest, digest.count) == 1 else { return nil }
        return ECDSASignatureEncoding.raw(fromDER: Array(encoded.prefix(length)))
    }
}
