// SPDX-License-Identifier: Apache-2.0

/// The third stage: declarations to text.
///
/// It decides layout and nothing else.
struct DocumentRenderer {
    private let types: TypeRenderer
    private let access: GeneratorOptions.Access

    init(options: GeneratorOptions, recursion: RecursionMarker) {
        types = TypeRenderer(options: options, recursion: recursion)
        access = options.access
    }

    func render(_ document: DocumentDeclaration, provenance: String?) -> String {
        var writer = SwiftWriter()
        writer.line("\(GeneratorPipeline.firstWords) \(document.nsid). Edit the lexicon, not this file.")
        writer.line("// Generator \(GeneratorPipeline.version)\(provenance.map { ", \($0)" } ?? "").")
        writer.line()
        if let level = importLevel(document.runtimeUse) {
            writer.line("@_spi(Generated) \(level) import XRPCCore")
            writer.line()
        }
        guard document.path.count > 1 else { return writer.text }
        let namespace = document.path.dropLast().map(SwiftNames.source).joined(separator: ".")
        writer.block("extension \(namespace)") { writer in render(document, &writer) }
        return writer.text
    }

    private func importLevel(_ use: RuntimeUse) -> String? {
        switch use {
        case .nothing: nil
        case .conformances: access == .package ? "internal" : access.rawValue
        case .signatures: access.rawValue
        }
    }

    private func render(_ document: DocumentDeclaration, _ writer: inout SwiftWriter) {
        let name = SwiftNames.source(document.path.last ?? "")
        switch document.form {
        case .structure(let structure):
            types.render(structure, extra: document.nested, &writer)
        case .namespace:
            writer.comment(document.comment, fallback: "The definitions of `\(document.nsid)`.")
            writer.block("\(access.rawValue) enum \(name)") { writer in
                for type in document.nested { types.render(type, &writer) }
            }
        case .method(let method):
            writer.comment(document.comment, fallback: "The \(method.verb.rawValue) `\(document.nsid)`.")
            writer.block("\(access.rawValue) enum \(name): XRPC\(method.verb.rawValue.capitalizedFirst)") { writer in
                MethodRenderer(types: types, access: access.rawValue).render(method, nsid: document.nsid, &writer)
                for type in document.nested { types.render(type, &writer) }
            }
        }
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
