// SPDX-License-Identifier: Apache-2.0

/// Marks the declarations that the recursion breaker has chosen.
struct RecursionMarker {
    private let breaker: RecursionBreaker

    init(_ documents: [DocumentDeclaration]) {
        var contents: [String: [RecursionBreaker.Edge]] = [:]
        var unions: Set<String> = []
        for document in documents {
            Self.visit(document.allTypes) { type in
                switch type {
                case .structure(let structure):
                    contents[structure.fullName] = structure.fields.compactMap { field in
                        field.type.contained.map { RecursionBreaker.Edge(label: field.identifier, target: $0) }
                    }
                case .union(let union):
                    unions.insert(union.fullName)
                    contents[union.fullName] = union.cases.compactMap { element in
                        element.type.contained.map { RecursionBreaker.Edge(label: nil, target: $0) }
                    }
                case .values, .alias, .token:
                    break
                }
            }
        }
        breaker = RecursionBreaker(contents: contents, unionNames: unions)
    }

    private static func visit(_ types: [TypeDeclaration], _ body: (TypeDeclaration) -> Void) {
        for type in types {
            body(type)
            if case .structure(let structure) = type { visit(structure.nested, body) }
        }
    }

    /// How many types were made indirect.
    var count: Int { breaker.unions.count + breaker.fields.count }

    func isIndirect(_ union: UnionDeclaration) -> Bool { breaker.unions.contains(union.fullName) }

    func isIndirect(_ field: FieldDeclaration, in structure: StructDeclaration) -> Bool {
        breaker.fields.contains([structure.fullName, field.identifier])
    }
}

extension DocumentDeclaration {
    /// The types that are declared directly in the document, its own one among them.
    var allTypes: [TypeDeclaration] {
        switch form {
        case .namespace: nested
        case .structure(let structure): [.structure(structure)] + nested
        case .method(let method): method.allTypes + nested
        }
    }
}

extension MethodDeclaration {
    fileprivate var allTypes: [TypeDeclaration] {
        var types: [TypeDeclaration] = parameters.map { [.structure($0)] } ?? []
        for body in [input, output] {
            if case .declared(let type) = body?.shape { types.append(type) }
        }
        if let message { types.append(.union(message)) }
        return types
    }
}
