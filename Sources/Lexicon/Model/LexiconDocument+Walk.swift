// SPDX-License-Identifier: Apache-2.0

extension LexiconDocument {
    /// A type of data and where it stands.
    public struct Site: Sendable {
        /// The type.
        public let type: DataType
        /// The JSON pointer of the type.
        public let pointer: [String]
        /// The definition that it belongs to.
        public let definition: String
    }

    /// Every type of data in the document, outer types before inner ones.
    public var sites: [Site] { definitions.flatMap { $0.sites } }
}

extension LexiconDocument.Definition {
    /// Every type of data in the definition, outer types before inner ones.
    public var sites: [LexiconDocument.Site] {
        var sites: [LexiconDocument.Site] = []
        for (type, pointer) in roots { collect(type, pointer, into: &sites) }
        return sites
    }

    /// The outermost types of data of the definition with their JSON pointers.
    public var roots: [(type: DataType, pointer: [String])] {
        switch kind {
        case .data(let type): [(type, pointer)]
        case .record(let record): [(.object(record.object), pointer + ["record"])]
        case .method(let method): Self.roots(of: method, pointer)
        case .permissionSet, .token, .unsupported: []
        }
    }

    private static func roots(of method: MethodType, _ pointer: [String]) -> [(type: DataType, pointer: [String])] {
        var roots: [(type: DataType, pointer: [String])] = []
        if let parameters = method.parameters { roots.append((.object(parameters), pointer + ["parameters"])) }
        for (name, body) in [("input", method.input), ("output", method.output)] {
            if let schema = body?.schema { roots.append((schema, pointer + [name, "schema"])) }
        }
        if let message = method.message { roots.append((.union(message), pointer + ["message", "schema"])) }
        return roots
    }

    private func collect(_ type: DataType, _ pointer: [String], into sites: inout [LexiconDocument.Site]) {
        sites.append(LexiconDocument.Site(type: type, pointer: pointer, definition: name))
        switch type {
        case .array(let array):
            collect(array.items, pointer + ["items"], into: &sites)
        case .object(let object):
            for property in object.properties {
                collect(property.type, pointer + ["properties", property.name], into: &sites)
            }
        case .boolean, .integer, .string, .bytes, .cidLink, .blob, .reference, .union, .unknown:
            break
        }
    }
}

extension DataType {
    /// The references that the type itself makes, not those of types within it.
    public var ownReferences: [Reference] {
        switch self {
        case .reference(let reference): [reference]
        case .union(let union): union.references
        case .boolean, .integer, .string, .bytes, .cidLink, .blob, .array, .object, .unknown: []
        }
    }
}
