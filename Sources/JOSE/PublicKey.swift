// SPDX-License-Identifier: Apache-2.0

/// A public key that can check ECDSA signatures; the point is known to lie on its curve.
public enum PublicKey: Sendable {
    /// A P-256 key, held by libcrypto.
    case p256(P256PublicKey)
    /// A secp256k1 key, held by libsecp256k1.
    case secp256k1(Secp256k1PublicKey)

    /// The length of an ECDSA signature in JOSE form: r and s of 32 bytes each (RFC 7518 §3.4).
    public static let signatureLength = 64

    /// Makes the key with the affine coordinates `x` and `y` of 32 bytes each.
    ///
    /// - Returns: nil where the point is not on the curve or is the point at infinity.
    public init?(curve: EllipticCurve, x: [UInt8], y: [UInt8]) {
        switch curve {
        case .p256:
            guard let key = P256PublicKey(x: x, y: y) else { return nil }
            self = .p256(key)
        case .secp256k1:
            guard let key = Secp256k1PublicKey(x: x, y: y) else { return nil }
            self = .secp256k1(key)
        }
    }

    /// The curve of the key.
    public var curve: EllipticCurve {
        switch self {
        case .p256: .p256
        case .secp256k1: .secp256k1
        }
    }

    /// Whether `signature` (r ‖ s, 64 bytes) is a signature of this key over SHA-256 of `message`.
    ///
    /// Both s and n − s are accepted unless `highS` says otherwise, as JOSE does; DER is not.
    public func isValid(signature: [UInt8], for message: [UInt8], highS: HighS = .accepted) -> Bool {
        guard signature.count == Self.signatureLength, highS == .accepted || curve.isLowS(signature[32...]) else {
            return false
        }
        let digest = Libcrypto.sha256(message)
        return switch self {
        case .p256(let key): key.isValid(signature: signature, digest: digest)
        case .secp256k1(let key): key.isValid(signature: signature, digest: digest)
        }
    }
}
