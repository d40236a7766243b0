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

    private static func importPoint(_ point: [UInt8]) -> OpaquePointer? {
        guard let context = EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_fromdata_init(context) == 1 else { return nil }
        var point = point
        var group = Array("P-256".utf8CString)
        return point.withUnsafeMutableBytes { pointBytes in
            group.withUnsafeMutableBufferPointer { groupBytes in
                var parameters = [
                    xrpc_group_parameter(groupBytes.baseAddress),
                    xrpc_public_key_parameter(pointBytes.baseAddress, pointBytes.count),
                    OSSL_PARAM_construct_end(),
                ]
                var key: OpaquePointer?
                let status = EVP_PKEY_fromdata(context, &key, XRPC_EVP_PKEY_PUBLIC_KEY, &parameters)
                ERR_clear_error()
                return status == 1 ? key : nil
            }
        }
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
