// SPDX-License-Identifier: Apache-2.0

/// Writes the members of one struct.
struct StructRenderer {
    let access: String
    let structure: StructDeclaration
    let recursion: RecursionMarker

    func render(_ writer: inout SwiftWriter) {
        for field in structure.fields { renderProperty(field, &writer) }
        writer.line("/// Members that this version of the lexicon does not know.")
        writer.line("\(access) var unknownFields = LexObject()")
        writer.line()
        renderInitializer(&writer)
        renderSchema(&writer)
        renderReader(&writer)
        renderWriter(&writer)
        for field in structure.fields { renderFallback(field, &writer) }
    }

    private func declaredType(_ field: FieldDeclaration) -> String {
        if case .optional = field.presence { return "\(field.type.text)?" }
        return field.type.text
    }

    private func renderProperty(_ field: FieldDeclaration, _ writer: inout SwiftWriter) {
        writer.comment(field.comment, fallback: "The field `\(field.wireName)`.")
        let wrapper = recursion.isIndirect(field, in: structure) ? "@Indirect " : ""
        writer.line("\(wrapper)\(access) var \(SwiftNames.source(field.identifier)): \(declaredType(field))")
    }

    private func renderInitializer(_ writer: inout SwiftWriter) {
        let parameters = structure.fields.map { field in
            let start = "\(SwiftNames.source(field.identifier)): \(declaredType(field))"
            return switch field.presence {
            case .required: start
            case .optional: "\(start) = nil"
            case .defaulted(let value): "\(start) = \(value)"
            }
        }
        writer.line("/// Makes a value; constraints are checked when it is sent.")
        writer.block("\(access) init(\(parameters.joined(separator: ", ")))") { writer in
            for field in structure.fields {
                let identifier = SwiftNames.source(field.identifier)
                writer.line("self.\(identifier) = \(identifier)")
            }
        }
        writer.line()
    }

    private func renderSchema(_ writer: inout SwiftWriter) {
        let start =
            switch structure.identity {
            case .inline: ""
            case .definition(let name): "name: \(SwiftNames.literal(name)), "
            case .record(let name): "record: \(SwiftNames.literal(name)), "
            }
        writer.line("/// The constraints of the fields.")
        guard !structure.fields.isEmpty else {
            writer.line("\(access) static let schema = ObjectSchema(\(start)[])")
            writer.line()
            return
        }
        writer.line("\(access) static let schema = ObjectSchema(\(start)[")
        for field in structure.fields {
            let presence = field.isRequired ? "required" : "optional"
            let word = field.isNullable ? "\(presence)Nullable" : presence
            writer.line("    ObjectSchema.Field(\(SwiftNames.literal(field.wireName)), .\(word), \(field.schema)),")
        }
        writer.line("])")
        writer.line()
    }

    private func renderReader(_ writer: inout SwiftWriter) {
        writer.line("/// Reads the fields of a validated object.")
        writer.block("\(access) init(reading reader: inout ObjectReader) throws(LexDataError)") { writer in
            for field in structure.fields {
                let value =
                    switch field.presence {
                    case .required: "try reader.required()"
                    case .optional: "try reader.optional()"
                    case .defaulted(let value): "try reader.optional() ?? \(value)"
                    }
                writer.line("self.\(SwiftNames.source(field.identifier)) = \(value)")
            }
            writer.line("unknownFields = reader.unknownFields")
        }
        writer.line()
    }

    private func renderWriter(_ writer: inout SwiftWriter) {
        writer.line("/// Writes the fields in lexicon order.")
        writer.block("\(access) func write(to writer: inout ObjectWriter)") { writer in
            for field in structure.fields {
                let isOptional = if case .optional = field.presence { true } else { false }
                let function = isOptional ? "optional" : "required"
                writer.line("writer.\(function)(self.\(SwiftNames.source(field.identifier)))")
            }
        }
    }

    /// What an absent field means, for a reader.
    private func renderFallback(_ field: FieldDeclaration, _ writer: inout SwiftWriter) {
        guard let fallback = field.fallback else { return }
        let identifier = SwiftNames.source(field.identifier)
        writer.line()
        writer.comment(nil, fallback: "The field `\(field.wireName)`, or its default where it is absent.")
        writer.line(
            "\(access) var \(fallback.identifier): \(field.type.text) { self.\(identifier) ?? \(fallback.literal) }")
    }
}
