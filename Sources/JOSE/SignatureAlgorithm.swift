// SPDX-License-Identifier: Apache-2.0

/// The signature algorithms of AT Protocol, each with the one curve it belongs to (RFC 7518 §3.4, RFC 8812 §3.2).
public enum SignatureAlgorithm: String, Sendable, CaseIterable {
    /// ECDSA with SHA-256 on P-256.
    case es256 = "ES256"
    /// ECDSA with SHA-256 on secp256k1.
    case es256k = "ES256K"

    /// The algorithm whose name is `text` byte for byte; `init(rawValue:)` would follow Unicode equivalence.
    public init?(exactly text: String) {
        guard let match = Self.allCases.first(where: { $0.rawValue.utf8.elementsEqual(text.utf8) }) else { return nil }
        self = match
    }

    /// The `crv` value of the curve that this algorithm is defined on.
    public var curve: EllipticCurve {
        switch self {
        case .es256: .p256
        case .es256k: .secp256k1
        }
    }
}

/// An elliptic curve by its JWK name (RFC 7518 §6.2.1.1, RFC 8812 §3.1).
public enum EllipticCurve: String, Sendable, CaseIterable {
    /// NIST P-256, also known as secp256r1.
    case p256 = "P-256"
    /// The curve of most AT Protocol account keys.
    case secp256k1
}
