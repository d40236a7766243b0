// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

/// A compact JWS whose form is checked and whose signature is not: trust nothing in it yet (RFC 7515).
public struct UnverifiedJWS: Sendable {
    /// The protected header.
    public let header: JSONObject
    /// The payload; a signed token's claims.
    public let payload: JSONObject
    /// The algorithm that the header names, one of those allowed.
    public let algorithm: SignatureAlgorithm
    private let signingInput: [UInt8]
    private let signature: [UInt8]

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
        let bytes = Array(text.utf8)
        guard bytes.count <= maximumBytes else { throw .tooLarge }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { throw .parts }
        header = try Self.object(parts[0])
        payload = try Self.object(parts[1])
        guard !header.contains("crit"), !header.contains("b64") else { throw .critical }
        guard let name = header["alg"]?.string, let algorithm = SignatureAlgorithm(exactly: name),
            algorithms.contains(algorithm)
        else { throw .algorithm }
        guard let signature = Base64URL.decode(parts[2]) else { throw .encoding }
        guard signature.count == PublicKey.signatureLength else { throw .signatureLength }
        self.algorithm = algorithm
        self.signature = signature
        signingInput = Array(bytes[0..<parts[1].endIndex])
    }

    private static func object(_ part: ArraySlice<UInt8>) throws(JWSError) -> JSONObject {
        guard let bytes = Base64URL.decode(part) else { throw .encoding }
        guard let value = try? JSONParser(limits: .token).parse(bytes), let object = value.object else { throw .json }
        return object
    }

    /// Whether the signature is one of `key` by the algorithm that the header names.
    public func isSigned(by key: PublicKey) -> Bool {
        key.curve == algorithm.curve && key.isValid(signature: signature, for: signingInput)
    }
}
