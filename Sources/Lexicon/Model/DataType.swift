// SPDX-License-Identifier: Apache-2.0

/// A type of data.
public indirect enum DataType: Sendable {
    /// `boolean`.
    case boolean(BooleanType)
    /// `integer`.
    case integer(IntegerType)
    /// `string`.
    case string(StringType)
    /// `bytes`; lengths are of the raw bytes.
    case bytes(minimumLength: Int?, maximumLength: Int?)
    /// `cid-link`.
    case cidLink
    /// `blob`.
    case blob(BlobType)
    /// `array`.
    case array(ArrayType)
    /// `object`, or the `params` of a method.
    case object(ObjectType)
    /// `ref`, with the reference as it was written.
    case reference(Reference)
    /// `union`.
    case union(UnionType)
    /// `unknown`: any object.
    case unknown
}

/// A boolean.
public struct BooleanType: Sendable {
    /// What an absent field means.
    public let defaultValue: Bool?
    /// The only value.
    public let constant: Bool?
}

/// An integer and its constraints.
public struct IntegerType: Sendable {
    /// The least value.
    public let minimum: Int64?
    /// The greatest value.
    public let maximum: Int64?
    /// The only values.
    public let allowed: [Int64]?
    /// What an absent field means.
    public let defaultValue: Int64?
    /// The only value.
    public let constant: Int64?
}

/// A string and its constraints.
public struct StringType: Sendable {
    /// The text of `format`, known or not.
    public let formatName: String?
    /// The fewest bytes.
    public let minimumLength: Int?
    /// The most bytes.
    public let maximumLength: Int?
    /// The fewest graphemes.
    public let minimumGraphemes: Int?
    /// The most graphemes.
    public let maximumGraphemes: Int?
    /// The only values.
    public let allowed: [String]?
    /// Values that the author mentions without excluding others.
    public let knownValues: [String]?
    /// What an absent field means.
    public let defaultValue: String?
    /// The only value.
    public let constant: String?

    /// The named syntax, where it is one of those known.
    public var format: KnownFormat? { formatName.flatMap(KnownFormat.init) }
}

/// A string format of the lexicon language.
public enum KnownFormat: String, Sendable, CaseIterable {
    /// A DID or a handle.
    case atIdentifier = "at-identifier"
    /// The URI of a record, a collection or a repository.
    case atURI = "at-uri"
    /// A content identifier as text.
    case cid
    /// A point in time.
    case datetime
    /// A DID.
    case did
    /// A handle.
    case handle
    /// An NSID.
    case nsid
    /// A timestamp identifier.
    case tid
    /// The key of a record.
    case recordKey = "record-key"
    /// Any URI.
    case uri
    /// A BCP 47 language tag.
    case language
}

/// A blob and its constraints.
public struct BlobType: Sendable {
    /// The accepted MIME types and patterns, or nil for any.
    public let accept: [String]?
    /// The most bytes.
    public let maximumSize: Int?
}

/// An array and its constraints.
public struct ArrayType: Sendable {
    /// The type of the elements.
    public let items: DataType
    /// The fewest elements.
    public let minimumLength: Int?
    /// The most elements.
    public let maximumLength: Int?
}

/// An object with its properties in document order.
public struct ObjectType: Sendable {
    /// One property.
    public struct Property: Sendable {
        /// The name on the wire.
        public let name: String
        /// Its type.
        public let type: DataType
        /// Whether it must be there.
        public let isRequired: Bool
        /// Whether it may be null, which is not the same as absent.
        public let isNullable: Bool
        /// The author's text.
        public let description: String?
    }

    /// The properties.
    public let properties: [Property]
}

/// A choice between objects, told apart by `$type`.
public struct UnionType: Sendable {
    /// The variants as they were written.
    public let references: [Reference]
    /// Whether other types are excluded.
    public let isClosed: Bool

    /// Any object with a `$type`.
    public static let anything = UnionType(references: [], isClosed: false)
}

/// A reference, kept with its place for messages.
public struct Reference: Sendable {
    /// The text of `ref`.
    public let text: String
    /// The JSON pointer of the text.
    public let pointer: [String]
    /// The NSID that is referred to.
    public let id: String
    /// The name of the definition there.
    public let name: String

    init(_ text: String, in document: String, pointer: [String]) {
        self.text = text
        self.pointer = pointer
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        id = parts[0].isEmpty ? document : String(parts[0])
        name = parts.count == 2 ? String(parts[1]) : "main"
    }

    /// The definition's name in data: the NSID, with a fragment for all but `main`.
    public var typeName: String { name == "main" ? id : "\(id)#\(name)" }
}
