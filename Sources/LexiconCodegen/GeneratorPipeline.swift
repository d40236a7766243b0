// SPDX-License-Identifier: Apache-2.0

public import Lexicon

/// Lexicon files to Swift files, in memory: read, translate, render.
public struct GeneratorPipeline: Sendable {
    /// The file that holds the namespaces and the list of methods.
    public static let registryFileName = "LexiconRegistry.swift"

    private let access: AccessLevel

    /// Makes a pipeline whose output has the given access level.
    public init(access: AccessLevel) {
        self.access = access
    }

    /// A file to write.
    public struct Output: Sendable {
        /// The name without a folder.
        public let fileName: String
        /// The content.
        public let text: String
    }

    /// The name of the file that a lexicon at `relativePath` becomes, such as `com.example.read.swift`.
    public static func fileName(forLexiconAt relativePath: String) -> String {
        LexiconFile(relativePath: relativePath, displayPath: "", bytes: []).expectedID + ".swift"
    }

    /// Generates one file for each document and the registry.
    ///
    /// - Returns: nothing where the set has errors. The same documents give the same bytes in any order.
    public func generate(_ set: LexiconSet) -> [Output] {
        guard !set.hasErrors else { return [] }
        let translator = TypesTranslator(set: set, names: NameTable(set.documents))
        let declarations = set.documents.map(translator.translate)
        let renderer = DocumentRenderer(access: access)
        let files = declarations.map { Output(fileName: "\($0.nsid).swift", text: renderer.render($0)) }
        let registry = Output(
            fileName: Self.registryFileName, text: RegistryRenderer(access: access).render(declarations))
        return files + [registry]
    }
}
