// SPDX-License-Identifier: Apache-2.0

import Lexicon

/// The second stage: documents to declarations.
///
/// It decides names and types and writes no text.
struct TypesTranslator {
    let set: LexiconSet
    let names: NameTable

    func translate(_ document: LexiconDocument) -> DocumentDeclaration {
        var method: MethodDeclaration?
        var records: [RecordDeclaration] = []
        for definition in document.definitions {
            switch definition.kind {
            case .method(let type):
                method = translate(type)
            case .data(.object(let object)):
                let name = names.name(of: definition.name, in: document.id)
                records.append(record(object, name: name, comment: definition.description))
            case .data:
                break  // other named types have no declaration; references take their schema
            }
        }
        return DocumentDeclaration(
            nsid: document.id, path: names.path(of: document), comment: document.definition("main")?.description,
            method: method, records: records)
    }

    private func translate(_ method: MethodType) -> MethodDeclaration {
        MethodDeclaration(
            isQuery: method.verb == .query,
            parameters: method.parameters.map { record($0, name: "Parameters", comment: "The query parameters.") },
            input: method.input.map { body($0, name: "Input", comment: "The request body.") },
            output: method.output.map { body($0, name: "Output", comment: "The response body.") },
            errors: method.errors.map(\.name))
    }

    private func body(_ body: BodyType, name: String, comment: String) -> BodyDeclaration {
        let shape: BodyDeclaration.Shape =
            switch body.schema {
            case .object(let object): .record(record(object, name: name, comment: comment))
            case .reference(let reference): .alias(names.fullName(of: reference.name, in: reference.id))
            default: .none
            }
        return BodyDeclaration(typeName: name, shape: shape, encoding: body.encoding)
    }

    private func record(_ object: ObjectType, name: String, comment: String?) -> RecordDeclaration {
        var members = NameScope()
        var types = NameScope()
        var nested: [RecordDeclaration] = []
        let fields = object.properties.map { property in
            let identifier = members.claim(SwiftNames.property(property.name))
            let type = resolved(property.type) { inline in
                let typeName = types.claim(SwiftNames.type(property.name))
                nested.append(record(inline, name: typeName, comment: property.description))
                return typeName
            }
            return FieldDeclaration(
                wireName: property.name, identifier: identifier, type: type.swift, presence: presence(property),
                schema: type.schema, comment: property.description)
        }
        return RecordDeclaration(name: name, comment: comment, fields: fields, nested: nested)
    }

    private func presence(_ property: ObjectType.Property) -> FieldDeclaration.Presence {
        if property.isRequired { return .required }
        return switch property.type {
        case .boolean(.some(let value)): .defaulted(String(value))
        case .integer(let type) where type.defaultValue != nil: .defaulted(String(type.defaultValue ?? 0))
        case .string(let type) where type.defaultValue != nil && type.format == nil:
            .defaulted(SwiftNames.literal(type.defaultValue ?? ""))
        default: .optional
        }
    }

    /// The Swift type and the schema expression of a type of data.
    private func resolved(
        _ type: DataType, inline: (ObjectType) -> String
    ) -> (swift: String, schema: String) {
        switch type {
        case .boolean: return ("Bool", ".boolean")
        case .integer(let integer): return ("Int", SchemaExpression.integer(integer))
        case .string(let string): return (swiftName(string.format), SchemaExpression.string(string))
        case .array(let array):
            let element = resolved(array.items, inline: inline)
            return ("[\(element.swift)]", SchemaExpression.array(array, element: element.schema))
        case .object(let object):
            let name = SwiftNames.source(inline(object))
            return (name, ".object { \(name).schema }")
        case .reference(let reference):
            guard case .data(let target) = set.target(of: reference)?.kind else { return ("String", ".string()") }
            guard case .object = target else { return resolved(target, inline: inline) }
            let name = names.fullName(of: reference.name, in: reference.id)
            return (name, ".object { \(name).schema }")
        }
    }

    private func swiftName(_ format: KnownFormat?) -> String { format.map(SchemaExpression.typeName) ?? "String" }
}
