// SPDX-License-Identifier: Apache-2.0

public import Lexicon

/// Lexicon files to Swift files, in memory: read, translate, render.
public struct GeneratorPipeline: Sendable {
    /// The file that holds the namespaces and the lists of methods and records.
    public static let registryFileName = "LexiconRegistry.swift"
    /// The version of the generated code's shape, written into every file.
    public static let version = 2

    private let options: GeneratorOptions

    /// Makes a pipeline.
    public init(options: GeneratorOptions = GeneratorOptions()) {
        self.options = options
    }

    /// A file to write.
    public struct Output: Sendable, Equatable {
        /// The name without a folder.
        public let fileName: String
        /// The content.
        public let text: String
    }

    /// The name of the file that a lexicon at `relativePath` becomes, such as `com.example.read.swift`.
    public static func fileName(forLexiconAt relativePath: String) -> String {
        LexiconFile(relativePath: relativePath, displayPath: "", bytes: []).expectedID + ".swift"
    }

    /// How every generated file begins.
    public static let firstWords = "// Generated from the lexicon"

    /// The file of a lexicon of which the chosen roots need nothing; a build expects the file all the same.
    public static func unused(fileName: String) -> Output {
        Output(fileName: fileName, text: "\(firstWords) \(fileName.dropLast(6)), of which no root needs anything.\n")
    }

    /// A note for every name of a lexicon that is another one in Swift, by place.
    public static func renames(in set: LexiconSet) -> [Diagnostic] {
        let names = NameTable(set)
        return set.documents.flatMap { document in
            let path = names.path(of: document.id)
            let plain = document.id.split(separator: ".").map { SwiftNames.capitalized(String($0)) }
            let moved =
                path == plain
                ? [] : [Rename(pointer: ["id"], name: document.id, swiftName: path.joined(separator: "."))]
            return (moved + (names.renames[document.id] ?? [])).compactMap { rename in
                set.finding(
                    in: document, at: rename.pointer, .renamed, "\(rename.name) is \(rename.swiftName) in Swift")
            }
        }.sortedByPlace()
    }

    /// Generates one file for each document and the registry.
    ///
    /// - Parameters:
    ///   - set: the linked documents.
    ///   - provenance: tells what to write of a document's origin, such as its CID.
    /// - Returns: nothing where the set has errors. The same documents give the same bytes in any order.
    public func generate(
        _ set: LexiconSet, provenance: (LexiconDocument) -> String? = { _ in nil }
    ) -> [Output] {
        guard !set.hasErrors else { return [] }
        let names = NameTable(set)
        let translator = TypesTranslator(set: set, names: names, options: options)
        let declarations = set.documents.map(translator.translate)
        let renderer = DocumentRenderer(options: options, recursion: RecursionMarker(declarations))
        let files = zip(set.documents, declarations).map { document, declaration in
            Output(
                fileName: "\(declaration.nsid).swift",
                text: renderer.render(declaration, provenance: provenance(document)))
        }
        let registry = RegistryRenderer(access: options.access.rawValue, rootAliases: names.rootAliases).render(
            declarations)
        return files + [Output(fileName: Self.registryFileName, text: registry)]
    }
}
