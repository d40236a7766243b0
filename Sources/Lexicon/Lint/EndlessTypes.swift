// SPDX-License-Identifier: Apache-2.0

/// Finds types that require themselves, directly or through others, so that a value would have no end.
enum EndlessTypes {
    /// The names of such definitions in data.
    static func find(in set: LexiconSet) -> Set<String> {
        var endless: [String: DataType] = [:]
        for document in set.documents {
            for definition in document.definitions {
                endless[document.typeName(of: definition.name)] = definition.requiredType
            }
        }
        // What is left when no further type can be shown to have a finite value has none.
        while true {
            let finite = endless.filter { isFinite($0.value, unless: endless) }
            guard !finite.isEmpty else { return Set(endless.keys) }
            for name in finite.keys { endless[name] = nil }
        }
    }

    private static func isFinite(_ type: DataType, unless endless: [String: DataType]) -> Bool {
        switch type {
        case .object(let object):
            object.properties.allSatisfy { !$0.isRequired || $0.isNullable || isFinite($0.type, unless: endless) }
        case .array(let array):
            array.minimumLength ?? 0 == 0 || isFinite(array.items, unless: endless)
        case .reference(let reference):
            endless[reference.typeName] == nil
        case .union(let union):
            !union.isClosed || union.references.contains { endless[$0.typeName] == nil }
        case .boolean, .integer, .string, .bytes, .cidLink, .blob, .unknown:
            true
        }
    }
}

extension LexiconDocument.Definition {
    fileprivate var requiredType: DataType? {
        switch kind {
        case .record(let record): .object(record.object)
        case .data(let type): type
        case .method, .permissionSet, .token, .unsupported: nil
        }
    }
}
