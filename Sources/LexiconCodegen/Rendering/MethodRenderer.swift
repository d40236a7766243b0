// SPDX-License-Identifier: Apache-2.0

/// Writes the members of a method's enum.
struct MethodRenderer {
    let types: TypeRenderer
    let access: String

    func render(_ method: MethodDeclaration, nsid: String, _ writer: inout SwiftWriter) {
        writer.line("/// The name, the kind and the schemas of the method.")
        writer.line("\(access) static let descriptor = MethodDescriptor(")
        let arguments = arguments(of: method, nsid)
        for (position, argument) in arguments.enumerated() {
            writer.line("    \(argument)\(position == arguments.count - 1 ? ")" : ",")")
        }
        if let parameters = method.parameters { types.render(.structure(parameters), &writer) }
        for body in [method.input, method.output] {
            if let body { render(body, &writer) }
        }
        if let message = method.message { types.render(.union(message), &writer) }
        if !method.errors.isEmpty { renderErrors(method, &writer) }
    }

    private func arguments(of method: MethodDeclaration, _ nsid: String) -> [String] {
        var arguments = ["nsid: NSID(checked: \(SwiftNames.literal(nsid)))", "kind: .\(method.verb.rawValue)"]
        if method.parameters != nil { arguments.append("parameters: Parameters.schema") }
        for (label, body) in [("input", method.input), ("output", method.output)] {
            guard let body else { continue }
            let schema = body.schema.map { ", schema: \($0)" } ?? ""
            arguments.append("\(label): .init(encoding: \(SwiftNames.literal(body.encoding))\(schema))")
        }
        if method.message != nil { arguments.append("message: Message.schema") }
        if !method.errors.isEmpty {
            arguments.append("errors: [\(method.errors.map { SwiftNames.literal($0.name) }.joined(separator: ", "))]")
        }
        return arguments
    }

    private func render(_ body: BodyDeclaration, _ writer: inout SwiftWriter) {
        switch body.shape {
        case .declared(let type):
            types.render(type, &writer)
        case .alias(let type):
            types.render(.alias(name: body.typeName, type: type, comment: "The body is a type of its own."), &writer)
        case .raw:
            let comment = "The body is `\(body.encoding)` and has no type."
            types.render(.alias(name: body.typeName, type: .plain("RawBody"), comment: comment), &writer)
        }
    }

    private func renderErrors(_ method: MethodDeclaration, _ writer: inout SwiftWriter) {
        writer.line()
        writer.line("/// The errors that the method declares.")
        writer.block("\(access) enum ErrorName: String, DeclaredErrorName") { writer in
            for error in method.errors {
                writer.comment(error.comment, fallback: "`\(error.name)`.")
                writer.line("case \(SwiftNames.source(error.identifier)) = \(SwiftNames.literal(error.name))")
            }
        }
    }
}
