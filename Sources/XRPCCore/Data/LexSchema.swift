// SPDX-License-Identifier: Apache-2.0

/// What a lexicon says of one value, as a table that generated code carries and the runtime applies.
public indirect enum LexSchema: Sendable {
    /// A boolean, or the only one that is allowed.
    case boolean(constant: Bool? = nil)
    /// An integer within bounds.
    case integer(minimum: Int64? = nil, maximum: Int64? = nil, allowed: [Int64]? = nil)
    /// A string.
    case string(StringRule = StringRule())
    /// Bytes; lengths are of the raw bytes.
    case bytes(minimumLength: Int? = nil, maximumLength: Int? = nil)
    /// A link to content.
    case link
    /// A blob.
    case blob(accept: [String]? = nil, maximumSize: Int? = nil)
    /// An array; lengths are counts of elements.
    case array(LexSchema, minimumLength: Int? = nil, maximumLength: Int? = nil)
    /// An object of one definition.
    case definition(SchemaReference)
    /// One of several objects, told apart by `$type`.
    case union(UnionSchema)
    /// Any object.
    case unknown

    /// An object of a generated type.
    public static func object(_ type: any LexStruct.Type) -> LexSchema { .definition(SchemaReference(type)) }
    /// A value of a generated union.
    public static func union(_ type: any LexUnion.Type) -> LexSchema { .union(type.schema) }
}

/// Leads to the schema of a definition when it is asked, so that definitions may refer to each other.
public struct SchemaReference: Sendable {
    private let resolve: @Sendable () -> ObjectSchema

    /// The schema.
    public var schema: ObjectSchema { resolve() }

    /// Leads to the schema of a generated type.
    public init(_ type: any LexStruct.Type) { resolve = { type.schema } }
    /// Leads to a schema that is made at run time.
    public init(_ resolve: @escaping @Sendable () -> ObjectSchema) { self.resolve = resolve }
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
    /// The only values, where the lexicon has an `enum` or a `const`.
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

/// The variants of a union.
public struct UnionSchema: Sendable {
    /// Whether other types are excluded.
    public let isClosed: Bool
    /// The definitions of the variants.
    public let variants: [SchemaReference]
    private let index: VariantIndex

    /// Makes a schema.
    public init(_ variants: [SchemaReference], isClosed: Bool) {
        self.variants = variants
        self.isClosed = isClosed
        index = VariantIndex(variants)
    }

    /// A union that later versions of the lexicon may extend.
    public static func open(_ variants: [any LexStruct.Type]) -> UnionSchema {
        UnionSchema(variants.map(SchemaReference.init), isClosed: false)
    }

    /// A union that stays as it is.
    public static func closed(_ variants: [any LexStruct.Type]) -> UnionSchema {
        UnionSchema(variants.map(SchemaReference.init), isClosed: true)
    }

    /// The position of the variant with a type name, or nil.
    public func position(of typeName: String) -> Int? {
        index.position(of: typeName)
    }
}
