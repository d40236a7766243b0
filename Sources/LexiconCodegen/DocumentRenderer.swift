// SPDX-License-Identifier: Apache-2.0

/// The third stage: declarations to text.
///
/// It decides layout and nothing else.
struct DocumentRenderer {
    let access: AccessLevel

    func render(_ document: DocumentDeclaration) -> String {
        var writer = SwiftWriter()
        writer.line("// Generated from the lexicon \(document.nsid). Edit the lexicon, not this file.")
        writer.line()
        writer.line("@_spi(Generated) \(access.rawValue) import XRPCCore")
        writer.line()
        let name = SwiftNames.source(document.path.last ?? "")
        let namespace = document.path.dropLast().map(SwiftNames.source).joined(separator: ".")
        let conformance = document.method.map { $0.isQuery ? ": XRPCQuery" : ": XRPCProcedure" } ?? ""
        writer.block("extension \(namespace)") { writer in
            writer.comment(document.comment, fallback: "The definitions of `\(document.nsid)`.")
            writer.block("\(access.rawValue) enum \(name)\(conformance)") { writer in
                if let method = document.method { render(method, nsid: document.nsid, &writer) }
                for record in document.records { render(record, &writer) }
            }
        }
        return writer.text
    }

    private func render(_ method: MethodDeclaration, nsid: String, _ writer: inout SwiftWriter) {
        writer.line("/// The name, the kind and the schemas of the method.")
        writer.line("\(access.rawValue) static let descriptor = MethodDescriptor(")
        var arguments = [
            "nsid: NSID(checked: \(SwiftNames.literal(nsid)))", "kind: .\(method.isQuery ? "query" : "procedure")",
        ]
        if method.parameters != nil { arguments.append("parameters: Parameters.schema") }
        for (label, body) in [("input", method.input), ("output", method.output)] {
            guard let body else { continue }
            arguments.append("\(label): \(expression(body))")
        }
        if !method.errors.isEmpty {
            arguments.append("errors: [\(method.errors.map(SwiftNames.literal).joined(separator: ", "))]")
        }
        for (position, argument) in arguments.enumerated() {
            writer.line("    \(argument)\(position == arguments.count - 1 ? ")" : ",")")
        }
        if let parameters = method.parameters { render(parameters, &writer) }
        for body in [method.input, method.output].compactMap(\.self) { render(body, &writer) }
    }

    private func expression(_ body: BodyDeclaration) -> String {
        let schema =
            switch body.shape {
            case .none: "nil"
            case .record, .alias: "\(body.typeName).schema"
            }
        return "MethodDescriptor.Body(encoding: \(SwiftNames.literal(body.encoding)), schema: \(schema))"
    }

    private func render(_ body: BodyDeclaration, _ writer: inout SwiftWriter) {
        switch body.shape {
        case .none: break
        case .record(let record): render(record, &writer)
        case .alias(let name):
            writer.line()
            writer.line("/// The body is a type of its own.")
            writer.line("\(access.rawValue) typealias \(body.typeName) = \(name)")
        }
    }

    private func render(_ record: RecordDeclaration, _ writer: inout SwiftWriter) {
        writer.line()
        writer.comment(record.comment, fallback: "An object of this lexicon.")
        writer.block("\(access.rawValue) struct \(SwiftNames.source(record.name)): LexRecord") { writer in
            RecordRenderer(access: access, record: record).render(&writer)
            for nested in record.nested { render(nested, &writer) }
        }
    }
}

/// Who may use the generated code.
public enum AccessLevel: String, Sendable, CaseIterable {
    /// Other packages.
    case `public`
    /// Other targets of the package.
    case package
    /// The target only.
    case `internal`
}
