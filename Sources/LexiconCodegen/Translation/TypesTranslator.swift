// SPDX-License-Identifier: Apache-2.0

import Lexicon

/// The second stage: documents to declarations.
///
/// It decides names and types and writes no text.
struct TypesTranslator {
    let resolver: TypeResolver
    let options: GeneratorOptions

    init(set: LexiconSet, names: NameTable, options: GeneratorOptions) {
        resolver = TypeResolver(set: set, names: names)
        self.options = options
    }

    private var names: NameTable { resolver.names }

    func translate(_ document: LexiconDocument) -> DocumentDeclaration {
        let path = names.path(of: document.id)
        let fullName = names.fullName(of: document.id)
        let structs = StructTranslator(resolver: resolver, options: options, document: document.id)
        var form = DocumentDeclaration.Form.namespace
        var nested: [TypeDeclaration] = []
        for definition in document.definitions {
            if case .method(let method) = definition.kind {
                guard options.parts.contains(.methods) else { continue }
                form = .method(MethodTranslator(structs: structs, container: fullName).translate(method, definition))
            } else if definition.name == "main", let own = definition.ownObject {
                form = .structure(
                    structs.structure(
                        own.type, own.pointer, name: path.last ?? "", fullName: fullName,
                        identity: identity(definition, document.id), comment: definition.description, use: .data))
            } else {
                nested += translate(definition, document.id, structs, container: fullName)
            }
        }
        return DocumentDeclaration(
            nsid: document.id, path: path,
            comment: document.definition("main")?.description ?? document.description, form: form, nested: nested)
    }

    private func identity(
        _ definition: LexiconDocument.Definition, _ document: String
    ) -> StructDeclaration.Identity {
        let typeName = definition.name == "main" ? document : "\(document)#\(definition.name)"
        if case .record = definition.kind { return .record(typeName) }
        return .definition(typeName)
    }

    private func translate(
        _ definition: LexiconDocument.Definition, _ document: String, _ structs: StructTranslator, container: String
    ) -> [TypeDeclaration] {
        guard let name = names.name(of: definition.name, in: document) else { return [] }
        let fullName = "\(container).\(SwiftNames.source(name))"
        switch definition.kind {
        case .token:
            return [.token(name: name, value: "\(document)#\(definition.name)", comment: definition.description)]
        case .data(.array(let array)):
            let items = definition.pointer + ["items"]
            let resolved = resolver.resolve(.array(array), document, definition.pointer, in: container)
            return structs.inlineTypes(array.items, items, container: container, comment: nil, use: .data)
                + [.alias(name: name, type: resolved.swift, comment: definition.description)]
        case .data(let type) where type.needsDeclaration:
            return [
                structs.declaration(
                    type, definition.pointer, name: name, fullName: fullName,
                    identity: identity(definition, document), comment: definition.description, use: .data)
            ]
        case .data(let type):
            let resolved = resolver.resolve(type, document, definition.pointer, in: container)
            return [.alias(name: name, type: resolved.swift, comment: definition.description)]
        case .record, .method, .permissionSet, .unsupported:
            return []
        }
    }
}
