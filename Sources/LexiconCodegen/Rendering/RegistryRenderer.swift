// SPDX-License-Identifier: Apache-2.0

/// Writes the file that all documents share: the namespaces and the lists of methods and records.
struct RegistryRenderer {
    let access: String

    /// Other names for outermost namespaces, which some documents use.
    let rootAliases: [String: String]

    func render(_ documents: [DocumentDeclaration]) -> String {
        var writer = SwiftWriter()
        writer.line("\(GeneratorPipeline.firstWords)s of this target. Edit the lexicons, not this file.")
        writer.line()
        writer.line("\(access) import XRPCCore")
        let paths = Set(documents.map(\.path))
        let prefixes = Set(
            documents.flatMap { document in (1..<document.path.count).map { Array(document.path.prefix($0)) } })
        for path in prefixes.subtracting(paths).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            renderNamespace(path, &writer)
        }
        for (root, alias) in rootAliases.sorted(by: { $0.key < $1.key }) {
            writer.line()
            writer.line("/// The namespace `\(root)`, for places where another name hides it.")
            writer.line("\(access) typealias \(alias) = \(SwiftNames.source(root))")
        }
        writer.line()
        writer.line("/// Everything that the lexicons of this target define and that can be listed.")
        writer.block("\(access) enum LexiconRegistry") { writer in
            writer.line("/// The methods, by NSID.")
            renderList("methods: [MethodDescriptor]", documents.compactMap(\.descriptor), &writer)
            writer.line("/// The records, by NSID.")
            renderList("records: [any LexRecord.Type]", documents.compactMap(\.recordType), &writer)
            writer.line("/// The types of all object definitions, records among them, by NSID.")
            renderList("types: [any LexStruct.Type]", documents.flatMap(\.structTypes), &writer)
        }
        return writer.text
    }

    private func renderNamespace(_ path: [String], _ writer: inout SwiftWriter) {
        writer.line()
        let declaration = "\(access) enum \(SwiftNames.source(path.last ?? "")) {}"
        let comment = "/// The namespace `\(path.joined(separator: "."))`."
        guard path.count > 1 else {
            writer.line(comment)
            writer.line(declaration)
            return
        }
        writer.block("extension \(path.dropLast().map(SwiftNames.source).joined(separator: "."))") { writer in
            writer.line(comment)
            writer.line(declaration)
        }
    }

    private func renderList(_ head: String, _ elements: [String], _ writer: inout SwiftWriter) {
        guard !elements.isEmpty else {
            writer.line("\(access) static let \(head) = []")
            return
        }
        writer.line("\(access) static let \(head) = [")
        for element in elements { writer.line("    \(element),") }
        writer.line("]")
    }
}

extension DocumentDeclaration {
    private var fullName: String { path.map(SwiftNames.source).joined(separator: ".") }

    fileprivate var descriptor: String? {
        guard case .method = form else { return nil }
        return "\(fullName).descriptor"
    }

    fileprivate var structTypes: [String] {
        allTypes.compactMap { type in
            guard case .structure(let structure) = type, case let identity = structure.identity else { return nil }
            if case .inline = identity { return nil }
            return "\(structure.fullName).self"
        }
    }

    fileprivate var recordType: String? {
        guard case .structure(let structure) = form, case .record = structure.identity else { return nil }
        return "\(fullName).self"
    }
}
