// SPDX-License-Identifier: Apache-2.0

import CLibcrypto
import Synchronization

/// A libcrypto key and the context that verifies with it, set to one point after another.
///
/// Naming the group and preparing a context cost a third of a verification, so a verifier is kept for the next point.
///
/// Unchecked because it holds C pointers: the free list lends a verifier to one caller at a time.
final class P256Verifier: @unchecked Sendable {
    private static let free = Mutex<[P256Verifier]>([])
    /// More than run at once on any machine; what is beyond it is released.
    private static let maximumFree = 64

    private let key: OpaquePointer
    private let context: OpaquePointer
    private var point: [UInt8] = []

    /// Runs `body` with a verifier that nobody else uses meanwhile; nil where libcrypto has no P-256.
    static func lend<Result>(_ body: (P256Verifier) -> Result) -> Result? {
        guard let verifier = free.withLock({ $0.popLast() }) ?? P256Verifier() else { return nil }
        defer {
            free.withLock { free in
                if free.count < maximumFree { free.append(verifier) }
            }
        }
        return body(verifier)
    }

    private init?() {
        guard let key = Self.keyWithoutPoint() else { return nil }
        guard let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else {
            EVP_PKEY_free(key)
            return nil
        }
        self.key = key
        self.context = context
        guard EVP_PKEY_verify_init(context) == 1 else { return nil }
    }

    deinit {
        EVP_PKEY_CTX_free(context)
        EVP_PKEY_free(key)
    }

    private static func keyWithoutPoint() -> OpaquePointer? {
        guard let context = EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_fromdata_init(context) == 1 else { return nil }
        var group = Array("P-256".utf8CString)
        return group.withUnsafeMutableBufferPointer { name in
            var parameters = [xrpc_group_parameter(name.baseAddress), OSSL_PARAM_construct_end()]
            var key: OpaquePointer?
            return EVP_PKEY_fromdata(context, &key, XRPC_EVP_PKEY_KEY_PARAMETERS, &parameters) == 1 ? key : nil
        }
    }

    /// Takes a point in either encoding; false, and no point at all, where libcrypto finds it off the curve.
    func setPoint(_ new: [UInt8]) -> Bool {
        guard point != new else { return true }
        point = []
        guard EVP_PKEY_set1_encoded_public_key(key, new, new.count) == 1 else {
            ERR_clear_error()
            return false
        }
        point = new
        return true
    }

    /// The affine coordinates of the point that was set last, 32 bytes each.
    func coordinates() -> (x: [UInt8], y: [UInt8])? {
        guard !point.isEmpty, let x = coordinate(OSSL_PKEY_PARAM_EC_PUB_X),
            let y = coordinate(OSSL_PKEY_PARAM_EC_PUB_Y)
        else { return nil }
        return (x, y)
    }

    private func coordinate(_ name: String) -> [UInt8]? {
        var number: OpaquePointer?
        guard EVP_PKEY_get_bn_param(key, name, &number) == 1 else { return nil }
        defer { BN_free(number) }
        var bytes = [UInt8](repeating: 0, count: 32)
        return BN_bn2binpad(number, &bytes, 32) == 32 ? bytes : nil
    }

    /// Whether a DER signature is one of the point that was set last, over a SHA-256 digest.
    func verify(_ signature: [UInt8], _ digest: [UInt8]) -> Bool {
        guard !point.isEmpty else { return false }
        let status = EVP_PKEY_verify(context, signature, signature.count, digest, digest.count)
        if status != 1 { ERR_clear_error() }
        return status == 1
    }
}
