// SPDX-License-Identifier: Apache-2.0

/// A P-256 public key: a point that libcrypto has found to lie on the curve.
public struct P256PublicKey: Sendable {
    /// The uncompressed point, 65 bytes (SEC 1 §2.3.3).
    private let point: [UInt8]

    /// Makes the key with affine coordinates of 32 bytes each, or nil where they are not a point of the curve.
    public init?(x: [UInt8], y: [UInt8]) {
        guard x.count == 32, y.count == 32 else { return nil }
        point = [0x04] + x + y
        guard P256Verifier.lend({ $0.setPoint(point) }) == true else { return nil }
    }

    /// The affine coordinates of a compressed point (SEC 1 §2.3.3), or nil where the curve has no such point.
    static func coordinates(compressed point: [UInt8]) -> (x: [UInt8], y: [UInt8])? {
        guard CompressedPoint.hasForm(point) else { return nil }
        return P256Verifier.lend { $0.setPoint(point) ? $0.coordinates() : nil } ?? nil
    }

    /// Whether `signature` (r ‖ s) is valid for the SHA-256 `digest`.
    func isValid(signature: [UInt8], digest: [UInt8]) -> Bool {
        P256Verifier.lend { verifier in
            verifier.setPoint(point) && verifier.verify(ECDSASignatureEncoding.der(fromRaw: signature), digest)
        } == true
    }
}
