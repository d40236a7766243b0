// SPDX-License-Identifier: Apache-2.0

extension ReferenceLinker {
    /// The most levels of arrays directly within each other.
    private static let maximumLevels = 32

    /// Array definitions that hold nothing but arrays, for ever or for too many levels.
    ///
    /// An object between two arrays ends a count, as an object can be empty.
    func nestingFindings() -> [Diagnostic] {
        document.definitions.compactMap { definition in
            guard case .data(let type) = definition.kind, levels(of: type) > Self.maximumLevels else { return nil }
            return place.finding(
                definition.pointer, .error, .arrayNesting,
                "\(definition.name) nests arrays deeper than \(Self.maximumLevels) levels")
        }
    }

    private func levels(of type: DataType) -> Int {
        var levels = 0
        var current = type
        while case .array(let array) = current, levels <= Self.maximumLevels {
            levels += 1
            current = array.items
            if case .reference(let reference) = current,
                case .data(let target) = documents[reference.id]?.definition(reference.name)?.kind
            {
                current = target
            }
        }
        return levels
    }
}
