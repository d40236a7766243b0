// SPDX-License-Identifier: Apache-2.0

import CLibcrypto

/// A secret that is ready to authenticate messages with HMAC-SHA-256 (RFC 2104).
///
/// Unchecked because it holds a C pointer: the prepared context is never changed after `init`, only copied.
public final class HMACKey: @unchecked Sendable, CustomStringConvertible, CustomReflectable {
    private let prepared: OpaquePointer

    nonisolated(unsafe) private static let algorithm = EVP_MAC_fetch(nil, "HMAC", nil)

    /// Prepares a secret of any length.
    ///
    /// - Returns: nil where libcrypto has no HMAC-SHA-256.
    public init?(_ secret: [UInt8]) {
        guard let context = EVP_MAC_CTX_new(Self.algorithm) else { return nil }
        var digest = Array("SHA256".utf8CString)
        let status = digest.withUnsafeMutableBufferPointer { name -> Int32 in
            var parameters = [xrpc_digest_parameter(name.baseAddress), OSSL_PARAM_construct_end()]
            return EVP_MAC_init(context, secret, secret.count, &parameters)
        }
        guard status == 1 else {
            EVP_MAC_CTX_free(context)
            return nil
        }
        prepared = context
    }

    deinit { EVP_MAC_CTX_free(prepared) }

    /// The tag of `message`: 32 bytes.
    public func tag(for message: [UInt8]) -> [UInt8] {
        let context = EVP_MAC_CTX_dup(prepared)
        defer { EVP_MAC_CTX_free(context) }
        var tag = [UInt8](repeating: 0, count: Libcrypto.digestLength)
        var length = 0
        let status = EVP_MAC_update(context, message, message.count)
        precondition(status == 1 && EVP_MAC_final(context, &tag, &length, tag.count) == 1, "libcrypto has no HMAC")
        return tag
    }

    /// Never shows the secret.
    public var description: String { "HMACKey" }
    /// Nothing to reflect.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
