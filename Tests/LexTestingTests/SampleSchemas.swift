// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// Schemas with every kind of value and every kind of bound.
enum SampleSchemas {
    static let leaf: ObjectSchema = ObjectSchema(
        name: "com.example.test#leaf",
        [
            ObjectSchema.Field("a/b~c", .required, .boolean()),
            ObjectSchema.Field("day", .optional, format(Datetime.self)),
        ])

    static let branch: ObjectSchema = ObjectSchema(
        name: "com.example.test#branch",
        [
            ObjectSchema.Field(
                "children", .optional, .array(.definition(SchemaReference { branch }), maximumLength: 3)),
            ObjectSchema.Field("leaf", .optionalNullable, .definition(SchemaReference { leaf })),
        ])

    /// An object that would have to be infinitely deep.
    static let endless: ObjectSchema = ObjectSchema(
        name: "com.example.test#endless",
        [ObjectSchema.Field("next", .required, .definition(SchemaReference { endless }))])

    static let everything: ObjectSchema = ObjectSchema(
        record: "com.example.test",
        [
            ObjectSchema.Field("flag", .required, .boolean(constant: true)),
            ObjectSchema.Field("count", .required, .integer(minimum: 3, maximum: 9)),
            ObjectSchema.Field("kind", .required, .integer(allowed: [1, 5])),
            ObjectSchema.Field("text", .required, .string(text)),
            ObjectSchema.Field("nothing", .requiredNullable, .link),
            ObjectSchema.Field("maybe", .optionalNullable, .bytes(minimumLength: 2, maximumLength: 5)),
            ObjectSchema.Field("word", .optional, .string(StringRule(allowed: ["one", "two"]))),
            ObjectSchema.Field("tags", .optional, .array(.string(tag), minimumLength: 1, maximumLength: 4)),
            ObjectSchema.Field("file", .optional, .blob(accept: ["image/*", "text/vtt"], maximumSize: 1000)),
            ObjectSchema.Field("any", .optional, .unknown),
            ObjectSchema.Field("open", .optional, .union(UnionSchema(variants, isClosed: false))),
            ObjectSchema.Field("closed", .optional, .union(UnionSchema(variants, isClosed: true))),
            ObjectSchema.Field("formats", .optional, .definition(SchemaReference { formats })),
        ])

    private static let text = StringRule(
        minimumLength: 1, maximumLength: 40, minimumGraphemes: 2, maximumGraphemes: 6)
    private static let tag = StringRule(maximumLength: 30, maximumGraphemes: 4)
    private static let variants = [SchemaReference { leaf }, SchemaReference { branch }]

    private static func format(_ type: any StringFormat.Type) -> LexSchema { .string(StringRule(format: type)) }

    private static let formats: ObjectSchema = ObjectSchema(
        name: "com.example.test#formats",
        [
            ObjectSchema.Field("atIdentifier", .optional, format(ATIdentifier.self)),
            ObjectSchema.Field("atURI", .optional, format(ATURI.self)),
            ObjectSchema.Field("cid", .optional, format(CID.self)),
            ObjectSchema.Field("datetime", .optional, format(Datetime.self)),
            ObjectSchema.Field("did", .optional, format(DID.self)),
            ObjectSchema.Field("handle", .optional, format(Handle.self)),
            ObjectSchema.Field("language", .optional, format(LanguageTag.self)),
            ObjectSchema.Field("nsid", .optional, format(NSID.self)),
            ObjectSchema.Field("recordKey", .optional, format(RecordKey.self)),
            ObjectSchema.Field("tid", .optional, format(TID.self)),
            ObjectSchema.Field("uri", .optional, format(URIString.self)),
        ])
}
