// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

/// A compact JWS whose form is checked and whose signature is not: trust nothing in it yet (RFC 7515).
public struct UnverifiedJWS: Sendable {
    /// The algorithm that the header names, one of those allowed.
    public let algorithm: SignatureAlgorithm
    private let parts: CompactJWS
    private let signature: [UInt8]

    /// The protected header.
    public var header: JSONObject { parts.header }
    /// The payload; a signed token's claims.
    public var payload: JSONObject { parts.payload }

    /// Reads a compact serialization.
    ///
    /// - Parameters:
    ///   - text: the token in ASCII.
    ///   - maximumBytes: the longest text to look at.
    ///   - algorithms: the only algorithms that may be named.
    /// - Throws: ``JWSError`` with the first rule that the text breaks.
    public init(
        _ text: String, maximumBytes: Int, algorithms: Set<SignatureAlgorithm>
    ) throws(JWSError) {
        parts = try CompactJWS(text, maximumBytes: maximumBytes)
        guard let name = parts.header["alg"]?.string, let algorithm = SignatureAlgorithm(exactly: name),
            algorithms.contains(algorithm)
        else { throw .algorithm }
        self.algorithm = algorithm
        signature = try parts.signature(length: PublicKey.signatureLength)
    }

    /// Whether the signature is one of `key` by the algorithm that the header names.
    public func isSigned(by key: PublicKey) -> Bool {
        key.curve == algorithm.curve && key.isValid(signature: signature, for: parts.signingInput)
    }
}
