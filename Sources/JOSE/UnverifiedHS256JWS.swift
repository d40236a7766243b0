// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

/// A compact JWS that claims to be authenticated with HS256; a type of its own, so that no public key can be its secret.
public struct UnverifiedHS256JWS: Sendable {
    private let parts: CompactJWS
    private let tag: [UInt8]

    /// The protected header.
    public var header: JSONObject { parts.header }
    /// The payload; an authentic token's claims.
    public var payload: JSONObject { parts.payload }

    /// Reads a compact serialization whose `alg` is HS256 (RFC 7518 §3.2).
    ///
    /// - Throws: ``JWSError`` with the first rule that the text breaks.
    public init(_ text: String, maximumBytes: Int) throws(JWSError) {
        parts = try CompactJWS(text, maximumBytes: maximumBytes)
        guard parts.header["alg"]?.string?.utf8.elementsEqual("HS256".utf8) == true else { throw .algorithm }
        tag = try parts.signature(length: Libcrypto.digestLength)
    }

    /// Whether the tag is that of `key`; compared in constant time.
    public func isAuthentic(by key: HMACKey) -> Bool {
        Libcrypto.constantTimeEqual(key.tag(for: parts.signingInput), tag)
    }
}
