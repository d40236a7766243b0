// SPDX-License-Identifier: Apache-2.0

/// Writes the members of one union's enum.
struct UnionRenderer {
    let access: String
    let union: UnionDeclaration

    func render(_ writer: inout SwiftWriter) {
        for element in union.cases {
            writer.line("case \(SwiftNames.source(element.identifier))(\(element.type.text))")
        }
        if !union.isClosed {
            writer.line("/// An object of a type that this version of the lexicon does not know.")
            writer.line("case other(LexObject)")
        }
        writer.line()
        let types = union.cases.map { "\($0.type.text).self" }.joined(separator: ", ")
        writer.line("/// The variants in lexicon order.")
        writer.line("\(access) static let schema = UnionSchema.\(union.isClosed ? "closed" : "open")([\(types)])")
        writer.line()
        renderReader(&writer)
        writer.line()
        renderVariant(&writer)
    }

    private func renderReader(_ writer: inout SwiftWriter) {
        writer.line("/// Reads the variant that `$type` names.")
        writer.block("\(access) init(reading reader: UnionReader) throws(LexDataError)") { writer in
            guard !union.cases.isEmpty else {
                writer.line("self = .other(reader.object)")
                return
            }
            writer.line("switch reader.position {")
            for (position, element) in union.cases.enumerated() {
                writer.line("case \(position): self = .\(SwiftNames.source(element.identifier))(try reader.read())")
            }
            writer.line("default: \(union.isClosed ? "throw reader.refusal" : "self = .other(reader.object)")")
            writer.line("}")
        }
    }

    private func renderVariant(_ writer: inout SwiftWriter) {
        writer.line("/// The value of the case.")
        writer.block("\(access) var variant: UnionVariant") { writer in
            writer.line("switch self {")
            for element in union.cases {
                writer.line("case .\(SwiftNames.source(element.identifier))(let value): .known(value)")
            }
            if !union.isClosed { writer.line("case .other(let object): .other(object)") }
            writer.line("}")
        }
    }
}
