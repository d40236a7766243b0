// SPDX-License-Identifier: Apache-2.0

import JOSE

/// The keys under which token secrets and rows are authenticated; they live outside the database.
///
/// The newest key writes, all keys verify. Dropping a key ends every token that was written under it.
public struct PepperRing: Sendable, CustomStringConvertible, CustomReflectable {
    /// The length of a key in bytes at least.
    public static let minimumKeyBytes = 32

    /// A numbered key.
    public struct Key: Sendable {
        /// The number that rows carry, 1 to 1,000,000.
        public let id: Int
        let secret: [UInt8]

        /// Makes a key of at least 32 bytes.
        public init(id: Int, secret: [UInt8]) {
            self.id = id
            self.secret = secret
        }
    }

    private let keys: [Int: HMACKey]
    /// The number of the key that writes.
    public let currentID: Int

    /// Makes a ring.
    ///
    /// - Parameter keys: the first one writes.
    /// - Returns: nil where there are none, a key is shorter than 32 bytes, or a number repeats or is out of range.
    public init?(_ keys: [Key]) {
        guard let first = keys.first, Set(keys.map(\.id)).count == keys.count,
            keys.allSatisfy({ $0.secret.count >= Self.minimumKeyBytes && (1...1_000_000).contains($0.id) })
        else { return nil }
        var prepared: [Int: HMACKey] = [:]
        for key in keys {
            guard let ready = HMACKey(key.secret) else { return nil }
            prepared[key.id] = ready
        }
        self.keys = prepared
        currentID = first.id
    }

    /// Authenticates a token's secret, or gives nil where the ring has no such key.
    func secretMAC(_ token: WidgetToken, keyID: Int) -> [UInt8]? {
        guard let key = keys[keyID] else { return nil }
        return key.tag(for: Array("widget-v1".utf8) + token.id.characters.utf8 + token.secret)
    }

    /// Authenticates what a row says, so that a writer to the database can change nothing that matters.
    func rowMAC(_ row: TokenRow) -> [UInt8]? {
        guard let key = keys[row.pepperID] else { return nil }
        return key.tag(for: Array("widget-row-v1".utf8) + row.authenticatedBytes)
    }

    /// A fingerprint of the writing key, to notice a wrong key before any token fails.
    public var fingerprint: String { fingerprint(of: currentID) ?? "" }

    /// The fingerprint of one key, or nil where the ring lacks it.
    public func fingerprint(of keyID: Int) -> String? {
        keys[keyID].map { key in
            Base64URL.encode(key.tag(for: Array("widget-pepper-check".utf8)).prefix(16))
        }
    }

    /// The numbers of the keys, never the keys.
    public var description: String { "PepperRing(\(keys.keys.sorted()))" }
    /// Nothing to reflect.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
