// SPDX-License-Identifier: Apache-2.0

import Lexicon

/// A query, a procedure or a subscription to its declaration.
struct MethodTranslator {
    let structs: StructTranslator
    let container: String

    func translate(_ method: MethodType, _ definition: LexiconDocument.Definition) -> MethodDeclaration {
        let pointer = definition.pointer
        return MethodDeclaration(
            verb: MethodDeclaration.Verb(rawValue: method.verb.rawValue) ?? .query,
            parameters: method.parameters.map { parameters in
                structs.structure(
                    parameters, pointer + ["parameters"], name: "Parameters", fullName: "\(container).Parameters",
                    identity: .inline, comment: "The query parameters.", use: .request)
            },
            input: method.input.map { body($0, pointer + ["input", "schema"], name: "Input", use: .request) },
            output: method.output.map { body($0, pointer + ["output", "schema"], name: "Output", use: .data) },
            message: method.verb == .subscription ? message(method.message, pointer) : nil,
            errors: errors(method.errors))
    }

    /// A subscription that does not say what it sends may send anything.
    private func message(_ union: UnionType?, _ pointer: [String]) -> UnionDeclaration {
        structs.union(
            union ?? .anything, pointer + ["message", "schema"], name: "Message", fullName: "\(container).Message",
            comment: "The messages of the stream.")
    }

    private func body(
        _ body: BodyType, _ pointer: [String], name: String, use: StructTranslator.Use
    ) -> BodyDeclaration {
        let fullName = "\(container).\(name)"
        let comment = body.description ?? (name == "Input" ? "The request body." : "The response body.")
        switch body.schema {
        case .object?, .union?:
            guard let type = body.schema else { break }
            let isUnion = if case .union = type { true } else { false }
            return BodyDeclaration(
                typeName: name, encoding: body.encoding,
                shape: .declared(
                    structs.declaration(type, pointer, name: name, fullName: fullName, comment: comment, use: use)),
                schema: isUnion ? ".union(\(name).self)" : ".object(\(name).self)")
        case .reference(let reference)? where structs.resolver.isStruct(reference):
            let resolved = structs.resolver.resolve(.reference(reference), structs.document, pointer, in: container)
            return BodyDeclaration(
                typeName: name, encoding: body.encoding, shape: .alias(resolved.swift), schema: resolved.schema)
        default:
            break
        }
        return BodyDeclaration(typeName: name, encoding: body.encoding, shape: .raw, schema: nil)
    }

    private func errors(_ errors: [DeclaredError]) -> [(identifier: String, name: String, comment: String?)] {
        var scope = NameScope(reserved: ReservedNames.members)
        var seen: Set<String> = []
        return errors.filter { seen.insert($0.name).inserted }.map { error in
            (scope.claim(SwiftNames.enumCase(error.name)), error.name, error.description)
        }
    }
}
