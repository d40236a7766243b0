// SPDX-License-Identifier: Apache-2.0

/// What a lexicon says of one value, as a table that generated code carries and the runtime applies.
public indirect enum LexSchema: Sendable {
    /// A boolean.
    case boolean
    /// An integer within bounds.
    case integer(minimum: Int64? = nil, maximum: Int64? = nil, allowed: [Int64]? = nil)
    /// A string.
    case string(StringRule = StringRule())
    /// An array; lengths are counts of elements.
    case array(LexSchema, minimumLength: Int? = nil, maximumLength: Int? = nil)
    /// An object; the closure lets definitions refer to each other.
    case object(@Sendable () -> ObjectSchema)
}

/// The constraints on a string.
public struct StringRule: Sendable {
    /// The named syntax, checked with the type's own parser.
    public let format: (any StringFormat.Type)?
    /// The shortest text in bytes of UTF-8.
    public let minimumLength: Int?
    /// The longest text in bytes of UTF-8.
    public let maximumLength: Int?
    /// The fewest extended grapheme clusters.
    public let minimumGraphemes: Int?
    /// The most extended grapheme clusters.
    public let maximumGraphemes: Int?
    /// The only values, where the lexicon has an `enum`.
    public let allowed: [String]?

    /// Makes a rule; what is left out does not bind.
    public init(
        format: (any StringFormat.Type)? = nil, minimumLength: Int? = nil, maximumLength: Int? = nil,
        minimumGraphemes: Int? = nil, maximumGraphemes: Int? = nil, allowed: [String]? = nil
    ) {
        self.format = format
        self.minimumLength = minimumLength
        self.maximumLength = maximumLength
        self.minimumGraphemes = minimumGraphemes
        self.maximumGraphemes = maximumGraphemes
        self.allowed = allowed
    }
}

/// The fields of an object definition, of an inline object, or of a method's parameters.
public struct ObjectSchema: Sendable {
    /// Whether a field must be there.
    public enum Presence: Sendable {
        /// The field must be there.
        case required
        /// The field may be absent.
        case optional
    }

    /// One field.
    public struct Field: Sendable {
        /// The name on the wire.
        public let name: String
        /// Whether it must be there; null never stands for absence.
        public let presence: Presence
        /// What its value must be.
        public let schema: LexSchema

        /// Makes a field.
        public init(_ name: String, _ presence: Presence, _ schema: LexSchema) {
            self.name = name
            self.presence = presence
            self.schema = schema
        }
    }

    /// The fields in lexicon order.
    public let fields: [Field]

    /// Makes a schema.
    public init(_ fields: [Field] = []) { self.fields = fields }
}
