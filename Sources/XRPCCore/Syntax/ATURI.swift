// SPDX-License-Identifier: Apache-2.0

/// An `at://` URI of an account, a collection or a record, without query or fragment (atproto.com/specs/at-uri-scheme).
public struct ATURI: StringFormat {
    /// `at-uri`.
    public static let formatName = "at-uri"
    /// The longest URI in bytes.
    public static let maximumLength = 8192
    /// The text, which is compared as it is.
    public let rawValue: String
    /// The account.
    public let authority: ATIdentifier
    /// The collection, or nil where the URI names an account.
    public let collection: NSID?
    /// The record, or nil where the URI names an account or a collection.
    public let recordKey: RecordKey?

    /// Takes `at://`, an account and at most two more segments: an NSID and a record key.
    public init?(rawValue: String) {
        let prefix = "at://"
        guard rawValue.utf8.count <= Self.maximumLength, rawValue.utf8.starts(with: prefix.utf8) else { return nil }
        let segments = rawValue.utf8.dropFirst(prefix.utf8.count)
            .split(separator: UInt8(ascii: "/"), maxSplits: 3, omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard segments.count <= 3, let authority = ATIdentifier(rawValue: segments[0]) else { return nil }
        let collection = segments.count > 1 ? NSID(rawValue: segments[1]) : nil
        let recordKey = segments.count > 2 ? RecordKey(rawValue: segments[2]) : nil
        guard (collection != nil) == (segments.count > 1), (recordKey != nil) == (segments.count > 2) else {
            return nil
        }
        self.rawValue = rawValue
        self.authority = authority
        self.collection = collection
        self.recordKey = recordKey
    }

    /// URIs are equal where their texts are.
    public static func == (left: ATURI, right: ATURI) -> Bool { left.rawValue == right.rawValue }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
