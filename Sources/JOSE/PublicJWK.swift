// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

/// A public elliptic-curve key as a JSON Web Key (RFC 7517, RFC 7518 §6.2).
///
/// The verification key and the thumbprint both come from the same checked coordinates, so they cannot disagree.
public struct PublicJWK: Sendable {
    /// The curve.
    public let curve: EllipticCurve
    /// The x coordinate, 32 bytes big-endian.
    public let x: [UInt8]
    /// The y coordinate, 32 bytes big-endian.
    public let y: [UInt8]
    /// The key, ready to verify.
    public let key: PublicKey

    /// The one algorithm of the curve.
    public var algorithm: SignatureAlgorithm {
        switch curve {
        case .p256: .es256
        case .secp256k1: .es256k
        }
    }

    private static let privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"]

    /// Makes the key with these coordinates, or nil where they are not a point of the curve.
    public init?(curve: EllipticCurve, x: [UInt8], y: [UInt8]) {
        guard let key = PublicKey(curve: curve, x: x, y: y) else { return nil }
        self.curve = curve
        self.x = x
        self.y = y
        self.key = key
    }

    /// Makes the key whose point is written in compressed form, as did:key and Multikey write it (SEC 1 §2.3.3).
    ///
    /// - Parameter compressed: 33 bytes: the parity of y as 0x02 or 0x03, then x big-endian.
    /// - Returns: nil where the form is another or the curve has no such point.
    public init?(curve: EllipticCurve, compressed: [UInt8]) {
        let coordinates =
            switch curve {
            case .p256: P256PublicKey.coordinates(compressed: compressed)
            case .secp256k1: Secp256k1PublicKey.coordinates(compressed: compressed)
            }
        guard let coordinates else { return nil }
        self.init(curve: curve, x: coordinates.x, y: coordinates.y)
    }

    /// The point in compressed form, 33 bytes (SEC 1 §2.3.3).
    public var compressed: [UInt8] { CompressedPoint.encode(x: x, y: y) }

    /// Reads a key that is to verify signatures of `algorithm`.
    ///
    /// - Throws: ``JWKError``: a private or symmetric member is present even as null (RFC 9449 §4.3), the curve is
    ///   not the one of the algorithm, `use`, `key_ops` or `alg` forbid verifying, or the point is not on the curve.
    public init(_ members: JSONObject, for algorithm: SignatureAlgorithm) throws(JWKError) {
        for name in Self.privateMembers where members.contains(name) { throw .privateMember }
        guard Self.text(members["kty"], is: "EC"), Self.text(members["crv"], is: algorithm.curve.rawValue) else {
            throw .curve
        }
        try Self.checkPurpose(members, algorithm)
        guard let x = Self.coordinate(members["x"]), let y = Self.coordinate(members["y"]),
            let key = PublicJWK(curve: algorithm.curve, x: x, y: y)
        else { throw .point }
        self = key
    }

    private static func checkPurpose(_ members: JSONObject, _ algorithm: SignatureAlgorithm) throws(JWKError) {
        if let use = members["use"], !text(use, is: "sig") { throw .purpose }
        if let operations = members["key_ops"] {
            guard let names = operations.array, names.contains(where: { text($0, is: "verify") }) else {
                throw .purpose
            }
        }
        if let named = members["alg"], !text(named, is: algorithm.rawValue) { throw .purpose }
    }

    private static func text(_ value: JSONValue?, is expected: String) -> Bool {
        value?.string?.utf8.elementsEqual(expected.utf8) == true
    }

    private static func coordinate(_ value: JSONValue?) -> [UInt8]? {
        guard let text = value?.string, text.utf8.count == 43 else { return nil }
        return Base64URL.decode(text.utf8)
    }

    /// The SHA-256 thumbprint of RFC 7638 in base64url: 43 characters.
    public var thumbprint: String {
        Base64URL.encode(Libcrypto.sha256(Array(canonicalForm.utf8)))
    }

    /// The JSON of the required members in the order of RFC 7638 §3, without white space.
    public var canonicalForm: String {
        #"{"crv":"\#(curve.rawValue)","kty":"EC","x":"\#(Base64URL.encode(x))","y":"\#(Base64URL.encode(y))"}"#
    }
}

extension PublicJWK: Equatable {
    /// Whether both are the same point of the same curve.
    public static func == (left: PublicJWK, right: PublicJWK) -> Bool {
        left.curve == right.curve && left.x == right.x && left.y == right.y
    }
}

/// Why a JSON Web Key cannot verify signatures.
public enum JWKError: Error, Sendable, CaseIterable {
    /// A member that only private or symmetric keys have is present.
    case privateMember
    /// `kty` or `crv` is missing or does not belong to the algorithm.
    case curve
    /// `use`, `key_ops` or `alg` excludes verifying with this algorithm.
    case purpose
    /// A coordinate is not canonical base64url of 32 bytes, or the point is not on the curve.
    case point
}
