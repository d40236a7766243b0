// SPDX-License-Identifier: Apache-2.0

/// Writes the members of one struct.
struct RecordRenderer {
    let access: AccessLevel
    let record: RecordDeclaration

    func render(_ writer: inout SwiftWriter) {
        for field in record.fields {
            writer.comment(field.comment, fallback: "The field `\(field.wireName)`.")
            writer.line("\(access.rawValue) var \(SwiftNames.source(field.identifier)): \(declaredType(field))")
        }
        writer.line("/// Members that this version of the lexicon does not know.")
        writer.line("\(access.rawValue) var unknownFields = LexObject()")
        writer.line()
        renderInitializer(&writer)
        renderSchema(&writer)
        renderReader(&writer)
        renderWriter(&writer)
    }

    private func declaredType(_ field: FieldDeclaration) -> String {
        switch field.presence {
        case .required, .defaulted: field.type
        case .optional: "\(field.type)?"
        }
    }

    private func renderInitializer(_ writer: inout SwiftWriter) {
        let parameters = record.fields.map { field in
            let start = "\(SwiftNames.source(field.identifier)): \(declaredType(field))"
            return switch field.presence {
            case .required: start
            case .optional: "\(start) = nil"
            case .defaulted(let value): "\(start) = \(value)"
            }
        }
        writer.line("/// Makes a value; constraints are checked when it is sent.")
        writer.block("\(access.rawValue) init(\(parameters.joined(separator: ", ")))") { writer in
            for field in record.fields {
                let identifier = SwiftNames.source(field.identifier)
                writer.line("self.\(identifier) = \(identifier)")
            }
        }
        writer.line()
    }

    private func renderSchema(_ writer: inout SwiftWriter) {
        writer.line("/// The constraints of the fields.")
        writer.line("\(access.rawValue) static let schema = ObjectSchema([")
        for field in record.fields {
            let isRequired = if case .required = field.presence { true } else { false }
            let presence = isRequired ? ".required" : ".optional"
            writer.line("    .init(\(SwiftNames.literal(field.wireName)), \(presence), \(field.schema)),")
        }
        writer.line("])")
        writer.line()
    }

    private func renderReader(_ writer: inout SwiftWriter) {
        writer.line("/// Reads the fields of a validated object.")
        writer.block("\(access.rawValue) init(reading reader: ObjectReader) throws(LexDataError)") { writer in
            for field in record.fields {
                let name = SwiftNames.literal(field.wireName)
                let value =
                    switch field.presence {
                    case .required: "try reader.required(\(name))"
                    case .optional: "try reader.optional(\(name))"
                    case .defaulted(let value): "try reader.optional(\(name)) ?? \(value)"
                    }
                writer.line("self.\(SwiftNames.source(field.identifier)) = \(value)")
            }
            writer.line("unknownFields = reader.unknownFields")
        }
        writer.line()
    }

    private func renderWriter(_ writer: inout SwiftWriter) {
        writer.line("/// Writes the fields in lexicon order.")
        writer.block("\(access.rawValue) func write(to writer: inout ObjectWriter)") { writer in
            for field in record.fields {
                let isOptional = if case .optional = field.presence { true } else { false }
                let function = isOptional ? "optional" : "required"
                let identifier = SwiftNames.source(field.identifier)
                writer.line("writer.\(function)(\(SwiftNames.literal(field.wireName)), self.\(identifier))")
            }
        }
    }
}
