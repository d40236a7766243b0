// SPDX-License-Identifier: Apache-2.0

/// An `at://` URI of an account, a collection or a record, without query or fragment (atproto.com/specs/at-uri-scheme).
public struct ATURI: StringFormat {
    /// `at-uri`.
    public static let formatName = "at-uri"
    /// The longest URI in bytes.
    public static let maximumLength = 8192
    /// The text, which is compared as it is.
    public let rawValue: String

    /// Takes `at://`, an account and at most two more segments: an NSID and a record key.
    public init?(rawValue: String) {
        guard rawValue.utf8.count <= Self.maximumLength, rawValue.utf8.starts(with: Self.scheme.utf8) else {
            return nil
        }
        let segments = Self.segments(rawValue)
        guard segments.count <= 3, ATIdentifier(rawValue: segments[0]) != nil,
            segments.count < 2 || NSID(rawValue: segments[1]) != nil,
            segments.count < 3 || RecordKey(rawValue: segments[2]) != nil
        else { return nil }
        self.rawValue = rawValue
    }

    /// The account; it is read from the text, as the other parts are.
    ///
    /// A value keeps its text alone, so that the many structs with a URI in them stay small.
    public var authority: ATIdentifier { ATIdentifier(checked: Self.segments(rawValue)[0]) }

    /// The collection, or nil where the URI names an account.
    public var collection: NSID? { Self.segments(rawValue).dropFirst().first.map(NSID.init(checked:)) }

    /// The record, or nil where the URI names an account or a collection.
    public var recordKey: RecordKey? { Self.segments(rawValue).dropFirst(2).first.map(RecordKey.init(checked:)) }

    private static let scheme = "at://"

    /// What stands between the slashes; at least one text, and a fourth one where there is too much.
    private static func segments(_ text: String) -> [String] {
        text.utf8.dropFirst(scheme.utf8.count)
            .split(separator: UInt8(ascii: "/"), maxSplits: 3, omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
    }

    /// URIs are equal where their texts are.
    public static func == (left: ATURI, right: ATURI) -> Bool { left.rawValue == right.rawValue }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
