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
        guard rawValue.withBytes(Self.isWellFormed) else { return nil }
        self.rawValue = rawValue
    }

    private static func isWellFormed(_ text: TextBytes) -> Bool {
        text.count <= maximumLength && text.starts(with: scheme.utf8)
            && text.dropFirst(scheme.utf8.count).hasParts(between: "/") { segment, position, _ in
                switch position {
                case 0: ATIdentifier.isWellFormed(segment)
                case 1: NSID.isWellFormed(segment)
                case 2: RecordKey.isWellFormed(segment)
                default: false
                }
            }
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

    /// What stands between the slashes of a good text: one to three texts.
    private static func segments(_ text: String) -> [String] {
        text.utf8.dropFirst(scheme.utf8.count)
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
    }

    /// URIs are equal where their texts are.
    public static func == (left: ATURI, right: ATURI) -> Bool { left.rawValue == right.rawValue }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
