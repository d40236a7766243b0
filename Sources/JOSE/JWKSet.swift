// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// The signature keys that an issuer publishes (RFC 7517 §5).
public struct JWKSet: Sendable {
    /// The most bytes that a set may have: 64 KiB.
    public static let maximumBytes = 65_536
    /// The most keys that a set may have.
    public static let maximumKeys = 32

    /// One key with the name that tokens call it by.
    public struct Entry: Sendable {
        /// The `kid`, where the set gives one.
        public let keyID: String?
        /// The key.
        public let key: PublicJWK
    }

    /// The usable keys, in document order.
    public let entries: [Entry]

    /// Reads a set; keys of other types, other uses or bad points are passed over, as RFC 7517 §5 advises.
    ///
    /// - Throws: ``JWKSetError`` where the document is not a set, is too large, or holds no usable key.
    public init(_ bytes: [UInt8]) throws(JWKSetError) {
        let limits = JSONLimits(maximumBytes: Self.maximumBytes, maximumDepth: 8, maximumMembers: 64)
        guard let document = try? JSONParser(limits: limits).parse(bytes), let keys = document.object?["keys"]?.array
        else { throw .malformed }
        guard keys.count <= Self.maximumKeys else { throw .tooManyKeys }
        entries = keys.compactMap { value in
            guard let members = value.object,
                let algorithm = SignatureAlgorithm.allCases.first(where: {
                    $0.curve.rawValue == members["crv"]?.string
                }),
                let key = try? PublicJWK(members, for: algorithm)
            else { return nil }
            return Entry(keyID: members["kid"]?.string, key: key)
        }
        guard !entries.isEmpty else { throw .noUsableKey }
    }

    /// The key for a token: the one named by `keyID`, or, without a name, the only key of the algorithm's curve.
    public func key(id keyID: String?, for algorithm: SignatureAlgorithm) -> PublicJWK? {
        let candidates = entries.filter { $0.key.curve == algorithm.curve }
        guard let keyID else { return candidates.count == 1 ? candidates[0].key : nil }
        return candidates.first { $0.keyID?.utf8.elementsEqual(keyID.utf8) == true }?.key
    }
}

/// Why a document is not a usable key set.
public enum JWKSetError: Error, Sendable, CaseIterable, CustomStringConvertible {
    /// Not JSON, not an object, without a `keys` array, or over 64 KiB.
    case malformed
    /// More than 32 keys.
    case tooManyKeys
    /// No key on P-256 or secp256k1 that may verify signatures.
    case noUsableKey

    /// What is wrong, for the one who made the document.
    public var description: String {
        switch self {
        case .malformed: "it is not a JSON object of at most 64 KiB with a list named keys"
        case .tooManyKeys: "it has more than 32 keys"
        case .noUsableKey: "it has no public key on P-256 or secp256k1 that may verify signatures"
        }
    }
}
