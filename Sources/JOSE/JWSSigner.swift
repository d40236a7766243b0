// SPDX-License-Identifier: Apache-2.0

/// Writes compact ES256 tokens (RFC 7515 §7.1).
public struct JWSSigner: Sendable {
    private let key: P256PrivateKey

    /// Makes a signer for one key.
    public init(key: P256PrivateKey) {
        self.key = key
    }

    /// Signs a header and a payload that the caller has already written as JSON.
    ///
    /// - Returns: the compact serialization, or nil where libcrypto refuses to sign.
    public func sign(header: String, payload: String) -> String? {
        let input = Base64URL.encode(header.utf8) + "." + Base64URL.encode(payload.utf8)
        guard let signature = key.signature(for: Array(input.utf8)) else { return nil }
        return input + "." + Base64URL.encode(signature)
    }
}
