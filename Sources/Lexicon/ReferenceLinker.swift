// SPDX-License-Identifier: Apache-2.0

/// Checks that every reference of one document leads to a type of data.
struct ReferenceLinker {
    let document: LexiconDocument
    let place: FindingPlace
    let documents: [String: LexiconDocument]

    func findings() -> [Diagnostic] {
        document.definitions.flatMap { definition in
            switch definition.kind {
            case .data(let type): references(in: type)
            case .method(let method):
                [method.parameters.map(DataType.object), method.input?.schema, method.output?.schema]
                    .compactMap(\.self).flatMap(references)
            }
        }.compactMap(check)
    }

    private func references(in type: DataType) -> [Reference] {
        switch type {
        case .boolean, .integer, .string: []
        case .array(let array): references(in: array.items)
        case .object(let object): object.properties.flatMap { references(in: $0.type) }
        case .reference(let reference): [reference]
        }
    }

    private func check(_ reference: Reference) -> Diagnostic? {
        guard let target = documents[reference.id] else {
            return place.finding(
                reference.pointer, .error, .danglingReference,
                "no document \(reference.id)\(suggestion(reference.id, among: documents.keys.sorted()))")
        }
        guard let definition = target.definition(reference.name) else {
            let names = target.definitions.map(\.name)
            return place.finding(
                reference.pointer, .error, .danglingReference,
                "\(reference.id) has no definition \(reference.name)\(suggestion(reference.name, among: names))")
        }
        guard case .data(let type) = definition.kind else {
            return place.finding(reference.pointer, .error, .referenceTarget, "\(reference.text) is a method, not data")
        }
        if case .reference = type {
            return place.finding(
                reference.pointer, .error, .referenceTarget, "\(reference.text) is itself only a reference")
        }
        return nil
    }

    private func suggestion(_ name: String, among names: [String]) -> String {
        guard let nearest = EditDistance.nearest(to: name, among: names) else { return "" }
        return "; did you mean \(nearest)?"
    }
}
