// SPDX-License-Identifier: Apache-2.0

import CLibcrypto

/// A P-256 public key in libcrypto's own form, ready to verify.
///
/// Unchecked because it holds a C pointer: the key is never changed after `init`, and OpenSSL documents that several
/// threads may use one `EVP_PKEY` as long as nobody modifies it.
public final class P256PublicKey: @unchecked Sendable {
    private let key: OpaquePointer

    /// Makes the key with affine coordinates of 32 bytes each, or nil where they are not a point of the curve.
    public init?(x: [UInt8], y: [UInt8]) {
        guard x.count == 32, y.count == 32, let key = Self.importPoint([0x04] + x + y) else { return nil }
        self.key = key
    }

    deinit { EVP_PKEY_free(key) }

    /// A key with the group and no point; copying it is much cheaper than naming the group each time.
    nonisolated(unsafe) private static let template: OpaquePointer? = {
        guard let context = EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_fromdata_init(context) == 1 else { return nil }
        var group = Array("P-256".utf8CString)
        return group.withUnsafeMutableBufferPointer { name in
            var parameters = [xrpc_group_parameter(name.baseAddress), OSSL_PARAM_construct_end()]
            var key: OpaquePointer?
            return EVP_PKEY_fromdata(context, &key, XRPC_EVP_PKEY_KEY_PARAMETERS, &parameters) == 1 ? key : nil
        }
    }()

    /// The key of an uncompressed point; libcrypto refuses one that is not on the curve.
    private static func importPoint(_ point: [UInt8]) -> OpaquePointer? {
        guard let template, let key = EVP_PKEY_dup(template) else { return nil }
        guard EVP_PKEY_set1_encoded_public_key(key, point, point.count) == 1 else {
            ERR_clear_error()
            EVP_PKEY_free(key)
            return nil
        }
        return key
    }

    /// Whether `signature` (r ‖ s) is valid for the SHA-256 `digest`.
    func isValid(signature: [UInt8], digest: [UInt8]) -> Bool {
        guard let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else { return false }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_verify_init(context) == 1 else { return false }
        let encoded = ECDSASignatureEncoding.der(fromRaw: signature)
        let status = EVP_PKEY_verify(context, encoded, encoded.count, digest, digest.count)
        if status != 1 { ERR_clear_error() }
        return status == 1
    }
}
