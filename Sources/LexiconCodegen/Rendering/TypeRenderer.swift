// SPDX-License-Identifier: Apache-2.0

/// Writes the declaration of a type that stands inside another.
struct TypeRenderer {
    let options: GeneratorOptions
    let recursion: RecursionMarker

    private var access: String { options.access.rawValue }

    /// The conformances of a type, the chosen ones among them.
    private func conformances(_ first: String) -> String {
        var names = [first]
        if options.parts.contains(.hashable) { names.append("Hashable") }
        if options.parts.contains(.codable) { names.append("Codable") }
        return names.joined(separator: ", ")
    }

    func render(_ type: TypeDeclaration, _ writer: inout SwiftWriter) {
        writer.line()
        switch type {
        case .structure(let structure):
            render(structure, extra: [], &writer)
        case .union(let union):
            render(union, &writer)
        case .values(let values):
            render(values, &writer)
        case .alias(let name, let type, let comment):
            writer.comment(comment, fallback: "A type of this lexicon.")
            writer.line("\(access) typealias \(SwiftNames.source(name)) = \(type.text)")
        case .token(let name, let value, let comment):
            writer.comment(comment, fallback: "The token `\(value)`.")
            writer.block("\(access) enum \(SwiftNames.source(name))") { writer in
                writer.line("/// The token as it stands in data.")
                writer.line("\(access) static let token = \(SwiftNames.literal(value))")
            }
        }
    }

    func render(_ structure: StructDeclaration, extra: [TypeDeclaration], _ writer: inout SwiftWriter) {
        writer.comment(structure.comment, fallback: "An object of this lexicon.")
        let isRecord = if case .record = structure.identity { true } else { false }
        let head = "\(access) struct \(SwiftNames.source(structure.name)): "
        writer.block(head + conformances(isRecord ? "LexRecord" : "LexStruct")) { writer in
            StructRenderer(access: access, structure: structure, recursion: recursion).render(&writer)
            for nested in structure.nested + extra { render(nested, &writer) }
        }
    }

    private func render(_ union: UnionDeclaration, _ writer: inout SwiftWriter) {
        writer.comment(union.comment, fallback: "One of several types, told apart by `$type`.")
        let indirect = recursion.isIndirect(union) ? "indirect " : ""
        let head = "\(access) \(indirect)enum \(SwiftNames.source(union.name)): "
        writer.block(head + conformances("LexUnion")) { writer in
            UnionRenderer(access: access, union: union).render(&writer)
        }
    }

    private func render(_ values: ValuesDeclaration, _ writer: inout SwiftWriter) {
        let name = SwiftNames.source(values.name)
        let codable = options.parts.contains(.codable) ? ", Codable" : ""
        switch values.kind {
        case .knownStrings:
            writer.comment(values.comment, fallback: "A string with known values; others are possible.")
            writer.block("\(access) struct \(name): KnownString\(codable)") { writer in
                writer.line("\(access) let rawValue: String")
                writer.line("\(access) init(rawValue: String) { self.rawValue = rawValue }")
                for value in values.values {
                    let identifier = SwiftNames.source(value.identifier)
                    writer.line("\(access) static var \(identifier): Self { Self(rawValue: \(value.literal)) }")
                }
            }
        case .closedStrings, .closedIntegers:
            writer.comment(values.comment, fallback: "One of the listed values; no other is possible.")
            let kind = values.kind == .closedStrings ? "String, ClosedString" : "Int, ClosedInteger"
            writer.block("\(access) enum \(name): \(kind), CaseIterable\(codable)") { writer in
                for value in values.values {
                    writer.line("case \(SwiftNames.source(value.identifier)) = \(value.literal)")
                }
            }
        }
    }
}
