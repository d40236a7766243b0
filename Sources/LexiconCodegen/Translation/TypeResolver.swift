// SPDX-License-Identifier: Apache-2.0

import Lexicon

/// Finds the Swift type and the schema expression of a type of data.
struct TypeResolver {
    let set: LexiconSet
    let names: NameTable

    struct Resolved {
        let swift: SwiftType
        let schema: String
    }

    /// - Parameters:
    ///   - type: the type where it stands.
    ///   - document: the NSID of the document that it stands in.
    ///   - pointer: the JSON pointer of the type.
    ///   - container: the full name of the Swift type that inline types are nested in.
    func resolve(_ type: DataType, _ document: String, _ pointer: [String], in container: String) -> Resolved {
        if let name = names.inlineType(document, pointer) {
            return inline(type, fullName: "\(container).\(SwiftNames.source(name))")
        }
        switch type {
        case .boolean(let boolean):
            return Resolved(swift: .plain("Bool"), schema: SchemaExpression.boolean(boolean))
        case .integer(let integer):
            return Resolved(swift: .plain("Int"), schema: SchemaExpression.integer(integer))
        case .string(let string):
            return Resolved(
                swift: .plain(string.format.map(SchemaExpression.typeName) ?? "String"),
                schema: SchemaExpression.string(string))
        case .bytes(let minimum, let maximum):
            return Resolved(swift: .plain("LexBytes"), schema: SchemaExpression.bytes(minimum, maximum))
        case .cidLink:
            return Resolved(swift: .plain("LexLink"), schema: ".link")
        case .blob(let blob):
            return Resolved(swift: .plain("Blob"), schema: SchemaExpression.blob(blob))
        case .array(let array):
            let element = resolve(array.items, document, pointer + ["items"], in: container)
            return Resolved(
                swift: .array(element.swift), schema: SchemaExpression.array(array, element: element.schema))
        case .reference(let reference):
            return resolve(reference)
        case .unknown, .object, .union:
            return Resolved(swift: .plain("LexObject"), schema: ".unknown")
        }
    }

    /// A type that is declared under a name of its own.
    private func inline(_ type: DataType, fullName: String) -> Resolved {
        switch type {
        case .union: Resolved(swift: .declared(fullName), schema: ".union(\(fullName).self)")
        case .string(let string): Resolved(swift: .plain(fullName), schema: SchemaExpression.string(string))
        case .integer(let integer): Resolved(swift: .plain(fullName), schema: SchemaExpression.integer(integer))
        default: Resolved(swift: .declared(fullName), schema: ".object(\(fullName).self)")
        }
    }

    private func resolve(_ reference: Reference) -> Resolved {
        guard let target = set.target(of: reference) else {
            return Resolved(swift: .plain("LexObject"), schema: ".unknown")
        }
        let fullName = names.fullName(of: reference.name, in: reference.id)
        switch target.kind {
        case .record, .data(.object):
            return Resolved(swift: .declared(fullName), schema: ".object(\(fullName).self)")
        case .data(let type) where type.needsDeclaration:
            return inline(type, fullName: fullName)
        case .data(let type):
            return resolve(type, reference.id, target.pointer, in: names.fullName(of: reference.id))
        case .method, .permissionSet, .token, .unsupported:
            return Resolved(swift: .plain("LexObject"), schema: ".unknown")
        }
    }

    /// Whether a reference leads to a generated struct.
    func isStruct(_ reference: Reference) -> Bool { set.target(of: reference)?.ownObject != nil }
}
