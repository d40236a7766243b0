// SPDX-License-Identifier: Apache-2.0

import Lexicon
import XRPCCore

/// Turns types of the document model into schemas of the runtime.
struct SchemaBuilder {
    /// More levels of arrays than any data may have; the linker refuses lexicons that have them.
    private static let maximumLevels = 64

    let schemas: LexiconSchemas

    func fields(of object: ObjectType) -> [ObjectSchema.Field] { fields(of: object, level: 0) }

    private func fields(of object: ObjectType, level: Int) -> [ObjectSchema.Field] {
        object.properties.map { property in
            let presence: ObjectSchema.Presence =
                switch (property.isRequired, property.isNullable) {
                case (true, false): .required
                case (true, true): .requiredNullable
                case (false, false): .optional
                case (false, true): .optionalNullable
                }
            return ObjectSchema.Field(property.name, presence, schema(of: property.type, level: level))
        }
    }

    func schema(of type: DataType, level: Int) -> LexSchema {
        switch type {
        case .boolean(let boolean):
            return .boolean(constant: boolean.constant)
        case .integer(let integer):
            return .integer(
                minimum: integer.minimum, maximum: integer.maximum,
                allowed: integer.constant.map { [$0] } ?? integer.allowed)
        case .string(let string):
            return .string(StringRule(string))
        case .bytes(let minimum, let maximum):
            return .bytes(minimumLength: minimum, maximumLength: maximum)
        case .cidLink:
            return .link
        case .blob(let blob):
            return .blob(accept: blob.accept, maximumSize: blob.maximumSize)
        case .array(let array):
            return schema(of: array, level: level)
        case .object(let object):
            let inline = ObjectSchema(fields(of: object, level: level))
            return .definition(SchemaReference { inline })
        case .reference(let reference):
            return schema(of: reference, level: level)
        case .union(let union):
            return .union(unionSchema(union))
        case .unknown:
            return .unknown
        }
    }

    private func schema(of array: ArrayType, level: Int) -> LexSchema {
        guard level < Self.maximumLevels else { return .unknown }
        return .array(
            schema(of: array.items, level: level + 1), minimumLength: array.minimumLength,
            maximumLength: array.maximumLength)
    }

    func schema(of definition: LexiconDocument.Definition, in id: String, level: Int) -> LexSchema {
        switch definition.kind {
        case .record, .data(.object): .definition(reference(LexiconSchemas.typeName(id, definition.name)))
        case .data(let type): schema(of: type, level: level)
        case .method, .permissionSet, .token, .unsupported: .unknown
        }
    }

    /// A union as generated code has it: without repetitions, and open where a variant is not known here.
    func unionSchema(_ union: UnionType) -> UnionSchema {
        var seen: Set<String> = []
        let names = union.references.map(\.typeName).filter { seen.insert($0).inserted }
        let known = union.references.filter { isObject($0) }.map(\.typeName)
        let variants = names.filter(Set(known).contains)
        return UnionSchema(variants.map(reference), isClosed: union.isClosed && variants.count == names.count)
    }

    private func schema(of reference: Reference, level: Int) -> LexSchema {
        // A chain of references between definitions that are no objects is one of arrays, so it counts as one.
        guard level < Self.maximumLevels, let target = schemas.set.target(of: reference) else { return .unknown }
        return schema(of: target, in: reference.id, level: level + 1)
    }

    private func isObject(_ reference: Reference) -> Bool {
        switch schemas.set.target(of: reference)?.kind {
        case .record, .data(.object): true
        default: false
        }
    }

    private func reference(_ typeName: String) -> SchemaReference {
        SchemaReference { [schemas] in schemas.objectSchema(of: typeName) ?? ObjectSchema(name: typeName, []) }
    }
}

extension StringRule {
    fileprivate init(_ type: StringType) {
        self.init(
            format: type.format.map(\.type), minimumLength: type.minimumLength, maximumLength: type.maximumLength,
            minimumGraphemes: type.minimumGraphemes, maximumGraphemes: type.maximumGraphemes,
            allowed: type.constant.map { [$0] } ?? type.allowed)
    }
}

extension KnownFormat {
    /// The type that parses the format.
    fileprivate var type: any StringFormat.Type {
        switch self {
        case .did: DID.self
        case .handle: Handle.self
        case .atIdentifier: ATIdentifier.self
        case .nsid: NSID.self
        case .datetime: Datetime.self
        case .atURI: ATURI.self
        case .cid: CID.self
        case .tid: TID.self
        case .recordKey: RecordKey.self
        case .uri: URIString.self
        case .language: LanguageTag.self
        }
    }
}
