// SPDX-License-Identifier: Apache-2.0

extension ReferenceLinker {
    /// The most levels of arrays directly within each other.
    private static let maximumLevels = 32

    /// Array definitions that hold nothing but arrays, for ever or for too many levels.
    ///
    /// An object between two arrays ends a count, as an object can be empty. A chain of definitions is one finding.
    func nestingFindings() -> [Diagnostic] {
        var seen: Set<String> = []
        return document.definitions.compactMap { definition in
            let name = "\(document.id)#\(definition.name)"
            guard !seen.contains(name), case .data(let type) = definition.kind else { return nil }
            let chain = arrays(from: type)
            guard chain.levels > Self.maximumLevels else { return nil }
            seen.formUnion(chain.names + [name])
            return place.finding(
                definition.pointer, .error, .arrayNesting,
                "\(definition.name) nests arrays deeper than \(Self.maximumLevels) levels")
        }
    }

    /// The levels of arrays in a type, counted a little further than allowed, and the definitions that they lead to.
    private func arrays(from type: DataType) -> (levels: Int, names: [String]) {
        var levels = 0
        var names: [String] = []
        var current = type
        while case .array(let array) = current, levels <= Self.maximumLevels {
            levels += 1
            current = array.items
            if case .reference(let reference) = current,
                case .data(let target) = documents[reference.id]?.definition(reference.name)?.kind
            {
                names.append("\(reference.id)#\(reference.name)")
                current = target
            }
        }
        return (levels, names)
    }
}
