// SPDX-License-Identifier: Apache-2.0

/// What to do with the twin n − s of a signature, which is as valid as s by ECDSA alone.
public enum HighS: Sendable {
    /// Both are valid, as in JOSE (RFC 7518 §3.4); three of the proofs printed in RFC 9449 need this.
    case accepted
    /// Only the lower of the two is, as AT Protocol demands of repository commits (atproto.com/specs/cryptography).
    case refused
}

extension EllipticCurve {
    /// Half of the group order, rounded down, in 32 bytes.
    private var halfOrder: [UInt8] {
        switch self {
        case .p256:
            [
                0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0x00, 0x00, 0x00, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                0xDE, 0x73, 0x7D, 0x56, 0xD3, 0x8B, 0xCF, 0x42, 0x79, 0xDC, 0xE5, 0x61, 0x7E, 0x31, 0x92, 0xA8,
            ]
        case .secp256k1:
            [
                0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                0x5D, 0x57, 0x6E, 0x73, 0x57, 0xA4, 0x50, 0x1D, 0xDF, 0xE9, 0x2F, 0x46, 0x68, 0x1B, 0x20, 0xA0,
            ]
        }
    }

    /// Whether `s`, 32 bytes big-endian, is at most half of the group order.
    func isLowS(_ s: ArraySlice<UInt8>) -> Bool {
        !halfOrder.lexicographicallyPrecedes(s)
    }
}
