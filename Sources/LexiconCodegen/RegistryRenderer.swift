// SPDX-License-Identifier: Apache-2.0

/// Writes the file that all documents share: the namespaces and the list of methods.
struct RegistryRenderer {
    let access: AccessLevel

    func render(_ documents: [DocumentDeclaration]) -> String {
        var writer = SwiftWriter()
        writer.line("// Generated from the lexicons of this target. Edit the lexicons, not this file.")
        writer.line()
        writer.line("\(access.rawValue) import XRPCCore")
        let paths = Set(documents.map(\.path))
        let prefixes = Set(
            documents.flatMap { document in (1..<document.path.count).map { Array(document.path.prefix($0)) } })
        for path in prefixes.subtracting(paths).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            writer.line()
            let declaration = "\(access.rawValue) enum \(SwiftNames.source(path.last ?? "")) {}"
            writer.line("/// The namespace `\(path.joined(separator: "."))`.")
            if path.count == 1 {
                writer.line(declaration)
            } else {
                let parent = path.dropLast().map(SwiftNames.source).joined(separator: ".")
                writer.line("extension \(parent) { \(declaration) }")
            }
        }
        writer.line()
        writer.line("/// Every method of the lexicons of this target.")
        writer.block("\(access.rawValue) enum LexiconRegistry") { writer in
            writer.line("/// The descriptors, by NSID.")
            writer.line("\(access.rawValue) static let methods: [MethodDescriptor] = [")
            for document in documents where document.method != nil {
                writer.line("    \(document.path.map(SwiftNames.source).joined(separator: ".")).descriptor,")
            }
            writer.line("]")
        }
        return writer.text
    }
}
