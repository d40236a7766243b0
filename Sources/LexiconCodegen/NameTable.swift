// SPDX-License-Identifier: Apache-2.0

import Lexicon

/// The Swift name of every document and definition, computed once and unique by construction.
struct NameTable {
    /// The path of the enum that holds a document, such as `["App", "Didpic", "Identity", "MintWidgetToken"]`.
    private var documentPaths: [String: [String]] = [:]
    private var definitionNames: [String: [String: String]] = [:]

    init(_ documents: [LexiconDocument]) {
        var root = Namespace()
        for document in documents {
            documentPaths[document.id] = root.path(for: document.id.split(separator: ".").map(String.init))
            definitionNames[document.id] = Self.names(in: document)
        }
    }

    private static func names(in document: LexiconDocument) -> [String: String] {
        var scope = NameScope()
        for taken in ["Parameters", "Input", "Output"] { _ = scope.claim(taken) }
        var names: [String: String] = [:]
        for definition in document.definitions {
            names[definition.name] = scope.claim(SwiftNames.type(definition.name))
        }
        return names
    }

    /// The path of a document's enum.
    func path(of document: LexiconDocument) -> [String] { documentPaths[document.id] ?? [] }

    /// The name of a definition within its document's enum.
    func name(of definition: String, in document: String) -> String {
        definitionNames[document]?[definition] ?? SwiftNames.type(definition)
    }

    /// The full name of a definition, for use anywhere.
    func fullName(of definition: String, in document: String) -> String {
        ((documentPaths[document] ?? []) + [name(of: definition, in: document)]).map(SwiftNames.source)
            .joined(separator: ".")
    }
}

/// A tree of NSID segments in which siblings that differ only by spelling get different Swift names.
private struct Namespace {
    private final class Level {
        var names: [String: String] = [:]
        var children: [String: Level] = [:]
        var scope = NameScope()
    }

    private let top = Level()

    mutating func path(for segments: [String]) -> [String] {
        var level = top
        var path: [String] = []
        for segment in segments {
            let name = level.names[segment] ?? level.scope.claim(SwiftNames.type(segment))
            level.names[segment] = name
            path.append(name)
            let child = level.children[segment] ?? Level()
            level.children[segment] = child
            level = child
        }
        return path
    }
}
