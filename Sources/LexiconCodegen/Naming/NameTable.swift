// SPDX-License-Identifier: Apache-2.0

import Lexicon

/// The Swift name of everything that gets one, computed once and unique by construction.
///
/// The key of what stands inside a document is its JSON pointer.
struct NameTable {
    /// The path of the type that stands for a document, such as `["App", "Didpic", "Identity", "MintWidgetToken"]`.
    private(set) var documentPaths: [String: [String]] = [:]
    private var definitionNames: [String: [String: String]] = [:]
    private var inlineTypes: [Key: String] = [:]
    private var members: [Key: [String]] = [:]
    private var fallbacks: [Key: [String?]] = [:]

    private struct Key: Hashable {
        let document: String
        let pointer: [String]
    }

    init(_ set: LexiconSet) {
        let namespaces = NamespaceTree(set.documents.map(\.id))
        let emptyScope = NameScope(reserved: namespaces.reserved.union(ReservedNames.members))
        for document in set.documents {
            let level = namespaces.level(for: document.id)
            var naming = DocumentNaming(document, emptyScope: emptyScope)
            naming.run(in: &level.scope)
            definitionNames[document.id] = naming.definitions
            for (pointer, name) in naming.inlineTypes {
                inlineTypes[Key(document: document.id, pointer: pointer)] = name
            }
            for (pointer, names) in naming.members { members[Key(document: document.id, pointer: pointer)] = names }
            for (pointer, names) in naming.fallbacks { fallbacks[Key(document: document.id, pointer: pointer)] = names }
        }
        for document in set.documents { documentPaths[document.id] = namespaces.path(for: document.id) }
    }

    /// The path of a document's type.
    func path(of document: String) -> [String] { documentPaths[document] ?? [] }

    /// The name of a definition within its document's type, or nil where the document's type is the definition.
    func name(of definition: String, in document: String) -> String? { definitionNames[document]?[definition] }

    /// The full name of a definition, for use anywhere.
    func fullName(of definition: String, in document: String) -> String {
        let parts = path(of: document) + (name(of: definition, in: document).map { [$0] } ?? [])
        return parts.map(SwiftNames.source).joined(separator: ".")
    }

    /// The name of a type that stands inside another, such as an inline union.
    func inlineType(_ document: String, _ pointer: [String]) -> String? {
        inlineTypes[Key(document: document, pointer: pointer)]
    }

    /// The names of the properties of an object, or of the cases of a union or an enum, in order.
    func members(_ document: String, _ pointer: [String]) -> [String] {
        members[Key(document: document, pointer: pointer)] ?? []
    }

    /// The names of the properties that give the defaults of an object's properties, in the order of the properties.
    func fallbacks(_ document: String, _ pointer: [String]) -> [String?] {
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

        fileprivate init(reserved: Set<String>) {
            scope = NameScope(reserved: reserved)
        }
    }

    /// What no type below the top may be called: the names that code refers to, the outermost namespaces among them.
    let reserved: Set<String>
    private let top: Level

    /// Makes a tree for documents, of which the outermost names are claimed in their order.
    init(_ ids: [String]) {
        top = Level(reserved: ReservedNames.types)
        for segment in ids.compactMap({ $0.split(separator: ".").first.map(String.init) })
        where top.names[segment] == nil {
            top.names[segment] = top.scope.claim(SwiftNames.type(segment))
        }
        reserved = ReservedNames.types.union(top.names.values)
    }

    /// The level of a document.
    func level(for id: String) -> Level {
        id.split(separator: ".").reduce(top) { level, segment in
            let segment = String(segment)
            if let child = level.children[segment] { return child }
            let child = Level(reserved: reserved)
            level.children[segment] = child
            return child
        }
    }

    /// The Swift path of a document; call it once all documents have claimed the names within them.
    func path(for id: String) -> [String] {
        var level = top
        return id.split(separator: ".").map { segment in
            let segment = String(segment)
            let name = level.names[segment] ?? level.scope.claim(SwiftNames.type(segment))
            level.names[segment] = name
            level = level.children[segment] ?? level
            return name
        }
    }
}
