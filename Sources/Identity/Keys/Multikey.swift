// SPDX-License-Identifier: Apache-2.0

public import JOSE

/// A public key as DID documents and did:key write it: base58btc over a multicodec prefix and a compressed point.
///
/// The prefixes are those of P-256 (0x1200) and secp256k1 (0xe7) as varints; no other key type signs for an account
/// (atproto.com/specs/cryptography).
public struct Multikey: Sendable, Equatable {
    /// The key.
    public let key: PublicJWK

    /// Wraps a key in order to write it.
    public init(_ key: PublicJWK) {
        self.key = key
    }

    /// Reads the value of `publicKeyMultibase` of a Multikey, such as `zQ3sh…`; nil where it is anything else.
    public init?(multibase text: String) {
        guard let bytes = Self.bytes(multibase: text),
            let curve = EllipticCurve.allCases.first(where: { bytes.starts(with: $0.multicodec) }),
            let key = PublicJWK(curve: curve, compressed: Array(bytes.dropFirst(2)))
        else { return nil }
        self.key = key
    }

    /// Reads a did:key, such as `did:key:zDnae…`; nil where it is anything else.
    public init?(didKey text: String) {
        guard text.utf8.starts(with: Self.didKeyPrefix.utf8) else { return nil }
        self.init(multibase: String(text.dropFirst(Self.didKeyPrefix.count)))
    }

    /// Reads the bare point of the two verification methods that came before Multikey; nil where it is no point.
    ///
    /// - Parameters:
    ///   - text: multibase over 33 bytes of a compressed point or 65 of a full one, without a multicodec prefix.
    ///   - curve: the curve that the type of the verification method names.
    init?(legacyMultibase text: String, curve: EllipticCurve) {
        guard let point = Self.bytes(multibase: text) else { return nil }
        let found =
            point.count == 65 && point[0] == 0x04
            ? PublicJWK(curve: curve, x: Array(point[1..<33]), y: Array(point[33...]))
            : PublicJWK(curve: curve, compressed: point)
        guard let found else { return nil }
        key = found
    }

    /// The text for `publicKeyMultibase`.
    public var multibase: String { "z" + Base58.encode(key.curve.multicodec + key.compressed) }

    /// The key as a DID of its own.
    public var didKey: String { Self.didKeyPrefix + multibase }

    private static let didKeyPrefix = "did:key:"

    private static func bytes(multibase text: String) -> [UInt8]? {
        guard text.utf8.first == UInt8(ascii: "z") else { return nil }
        return Base58.decode(text.utf8.dropFirst())
    }
}

extension EllipticCurve {
    /// The multicodec of a public key on this curve, as a varint.
    fileprivate var multicodec: [UInt8] {
        switch self {
        case .p256: [0x80, 0x24]
        case .secp256k1: [0xE7, 0x01]
        }
    }
}
