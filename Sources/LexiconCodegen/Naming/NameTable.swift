// SPDX-License-Identifier: Apache-2.0

import Lexicon

/// The Swift name of everything that gets one, computed once and unique by construction.
///
/// The key of what stands inside a document is its JSON pointer.
struct NameTable {
    /// The path of the type that stands for a document, such as `["App", "Didpic", "Identity", "MintWidgetToken"]`.
    private(set) var documentPaths: [String: [String]] = [:]
    /// Other names for the outermost namespaces whose own name means something else in some place, by their own name.
    private(set) var rootAliases: [String: String] = [:]
    /// What is called otherwise in Swift, by document.
    private(set) var renames: [String: [Rename]] = [:]
    private var definitionNames: [String: [String: String]] = [:]
    private var inlineTypes: [Key: String] = [:]
    private var members: [Key: [String]] = [:]
    private var fallbacks: [Key: [String]] = [:]

    private struct Key: Hashable {
        let document: String
        let pointer: [String]
    }

    init(_ set: LexiconSet) {
        let namespaces = NamespaceTree()
        var inner: Set<String> = []
        for document in set.documents {
            let level = namespaces.level(for: document.id)
            var naming = DocumentNaming(document)
            naming.run(in: &level.scope)
            inner.formUnion(naming.all)
            definitionNames[document.id] = naming.definitions
            renames[document.id] = naming.renames
            for (pointer, name) in naming.inlineTypes {
                inlineTypes[Key(document: document.id, pointer: pointer)] = name
            }
            for (pointer, names) in naming.members { members[Key(document: document.id, pointer: pointer)] = names }
            for (pointer, names) in naming.fallbacks {
                fallbacks[Key(document: document.id, pointer: pointer)] = names
            }
        }
        for document in set.documents { documentPaths[document.id] = namespaces.path(for: document.id) }
        nameRoots(besides: inner)
    }

    /// Finds the roots that a nested type or a property hides, and a name for each that nothing has.
    private mutating func nameRoots(besides names: Set<String>) {
        let roots = Set(documentPaths.values.compactMap(\.first))
        let inner = names.union(documentPaths.values.flatMap { $0.dropFirst() })
        let taken = inner.union(roots)
        for root in roots.intersection(inner) {
            var alias = root + "Root"
            while taken.contains(alias) { alias += "_" }
            rootAliases[root] = alias
        }
    }

    /// The path of a document's type.
    func path(of document: String) -> [String] { documentPaths[document] ?? [] }

    /// The name of a definition within its document's type, or nil where the document's type is the definition.
    func name(of definition: String, in document: String) -> String? { definitionNames[document]?[definition] }

    /// The full name of a definition, for use anywhere.
    func fullName(of definition: String, in document: String) -> String {
        guard let name = name(of: definition, in: document) else { return fullName(of: document) }
        return "\(fullName(of: document)).\(SwiftNames.source(name))"
    }

    /// The full name of a document's type, for use anywhere.
    func fullName(of document: String) -> String {
        var path = path(of: document)
        if let alias = path.first.flatMap({ rootAliases[$0] }) { path[0] = alias }
        return path.map(SwiftNames.source).joined(separator: ".")
    }

    /// The name of a type that stands inside another, such as an inline union.
    func inlineType(_ document: String, _ pointer: [String]) -> String? {
        inlineTypes[Key(document: document, pointer: pointer)]
    }

    /// The names of the properties of an object, or of the cases of a union or an enum, in order.
    func members(_ document: String, _ pointer: [String]) -> [String] {
        members[Key(document: document, pointer: pointer)] ?? []
    }

    /// The names of the properties that stand for the defaults of an object's properties, in order.
    func fallbacks(_ document: String, _ pointer: [String]) -> [String] {
        fallbacks[Key(document: document, pointer: pointer)] ?? []
    }
}

/// The tree of NSID segments, in which siblings that differ only by spelling get different Swift names.
final class NamespaceTree {
    /// One namespace; a document's own names and the namespaces below it share its scope.
    final class Level {
        var scope: NameScope
        fileprivate var names: [String: String] = [:]
        fileprivate var children: [String: Level] = [:]

        fileprivate init() {
            scope = NameScope(reserved: ReservedNames.types)
        }
    }

    private let top = Level()

    /// The level of a document.
    func level(for id: String) -> Level {
        id.split(separator: ".").reduce(top) { level, segment in
            let segment = String(segment)
            if let child = level.children[segment] { return child }
            let child = Level()
            level.children[segment] = child
            return child
        }
    }

    /// The Swift path of a document; call it once all documents have claimed the names within them.
    func path(for id: String) -> [String] {
        var level = top
        return id.split(separator: ".").map { segment in
            let segment = String(segment)
            let name = level.names[segment] ?? level.scope.claim(SwiftNames.namespace(segment))
            level.names[segment] = name
            level = level.children[segment] ?? level
            return name
        }
    }
}
