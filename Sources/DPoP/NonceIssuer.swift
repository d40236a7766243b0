// SPDX-License-Identifier: Apache-2.0

public import Foundation
import JOSE

/// Issues and checks nonces without storing any (RFC 9449 §8 and §9).
///
/// A nonce is 22 bytes in base64url: version, key number, the minute, and 16 bytes of HMAC-SHA-256 over the audience
/// and the minute. Every node that shares the keys and the clock gives and takes the same nonces.
public struct NonceIssuer: Sendable {
    /// The length of a key in bytes at least.
    public static let minimumKeyBytes = 32
    /// The length of a time bucket in seconds.
    public static let bucketSeconds: Int64 = 60
    /// Buckets before the current one that are still accepted; a nonce lives 300 s at most, even from a fast node.
    static let acceptedPastBuckets: Int64 = 3
    /// Buckets after the current one that are accepted, for a node whose clock runs ahead.
    static let acceptedFutureBuckets: Int64 = 1

    private static let version: UInt8 = 1
    private let ring: [UInt8: HMACKey]
    private let signingKey: UInt8
    /// What is authenticated before the minute.
    private let context: [UInt8]

    /// A numbered key; numbers tell nodes apart during a rotation.
    public struct Key: Sendable {
        /// The number in the nonce.
        public let id: UInt8
        /// The secret, at least 32 bytes.
        public let secret: [UInt8]

        /// Makes a key.
        public init(id: UInt8, secret: [UInt8]) {
            self.id = id
            self.secret = secret
        }
    }

    /// Makes an issuer.
    ///
    /// - Parameters:
    ///   - keys: one to four keys with different numbers. The first signs, all verify.
    ///   - audience: the service; nonces of another service are unknown here.
    /// - Returns: nil where a key is shorter than 32 bytes, a number repeats, or there are none or more than four.
    public init?(keys: [Key], audience: String) {
        guard let first = keys.first, keys.count <= 4, Set(keys.map(\.id)).count == keys.count,
            keys.allSatisfy({ $0.secret.count >= Self.minimumKeyBytes })
        else { return nil }
        var ring: [UInt8: HMACKey] = [:]
        for key in keys {
            guard let prepared = HMACKey(key.secret) else { return nil }
            ring[key.id] = prepared
        }
        self.ring = ring
        signingKey = first.id
        context = Array("dpop-nonce".utf8) + [0] + Array(audience.utf8) + [0]
    }

    /// The nonce of the current minute: 30 characters of the base64url alphabet.
    public func current(now: Date) -> String {
        guard let bucket = Self.bucket(now), let key = ring[signingKey] else { return "" }
        return nonce(bucket: bucket, keyID: signingKey, key: key)
    }

    /// Whether `nonce` is ours, for this audience, and from the last three buckets, this one, or the next.
    public func accepts(_ nonce: String, now: Date) -> Bool { age(of: nonce, now: now) != nil }

    /// How long ago the minute of a nonce began, in seconds from -60 to 299; nil for one that is not accepted.
    public func age(of nonce: String, now: Date) -> Int64? {
        guard let bytes = Base64URL.decode(nonce.utf8), bytes.count == 22, bytes[0] == Self.version,
            let key = ring[bytes[1]], let current = Self.bucket(now)
        else { return nil }
        let bucket = bytes[2..<6].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let age = Int64(current) - Int64(bucket)
        guard age <= Self.acceptedPastBuckets, age >= -Self.acceptedFutureBuckets else { return nil }
        let expected = self.nonce(bucket: bucket, keyID: bytes[1], key: key)
        guard Libcrypto.constantTimeEqual(Array(expected.utf8), Array(nonce.utf8)) else { return nil }
        return NumericDate.second(of: now) - Int64(bucket) * Self.bucketSeconds
    }

    private static func bucket(_ now: Date) -> UInt32? {
        UInt32(exactly: (now.timeIntervalSince1970 / Double(bucketSeconds)).rounded(.down))
    }

    private func nonce(bucket: UInt32, keyID: UInt8, key: HMACKey) -> String {
        let minute = (0..<4).map { UInt8(truncatingIfNeeded: bucket >> (24 - 8 * UInt32($0))) }
        let tag = key.tag(for: context + minute).prefix(16)
        return Base64URL.encode([Self.version, keyID] + minute + tag)
    }
}
