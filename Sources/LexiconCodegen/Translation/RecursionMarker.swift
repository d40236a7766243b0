// SPDX-License-Identifier: Apache-2.0

/// Marks the declarations that are kept outside: those in a cycle, and large ones.
struct RecursionMarker {
    private let breaker: BulkBreaker
    /// How many types were made indirect because they would contain themselves.
    let cycles: Int

    init(_ documents: [DocumentDeclaration]) {
        var contents: [String: [RecursionBreaker.Edge]] = [:]
        var plainParts: [String: Int] = [:]
        var unions: Set<String> = []
        for document in documents {
            Self.visit(document.allTypes) { type in
                switch type {
                case .structure(let structure):
                    let edges = structure.fields.compactMap { field in
                        field.type.contained.map { RecursionBreaker.Edge(label: field.identifier, target: $0) }
                    }
                    contents[structure.fullName] = edges
                    plainParts[structure.fullName] = structure.fields.count - edges.count
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
        let recursion = RecursionBreaker(contents: contents, unionNames: unions)
        cycles = recursion.unions.count + recursion.fields.count
        breaker = BulkBreaker(contents: contents, unionNames: unions, plainParts: plainParts, after: recursion)
    }

    private static func visit(_ types: [TypeDeclaration], _ body: (TypeDeclaration) -> Void) {
        for type in types {
            body(type)
            if case .structure(let structure) = type { visit(structure.nested, body) }
        }
    }

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
