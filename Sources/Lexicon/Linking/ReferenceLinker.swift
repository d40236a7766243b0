// SPDX-License-Identifier: Apache-2.0

/// Checks that every reference of one document leads to a type that may stand there.
struct ReferenceLinker {
    let document: LexiconDocument
    let place: FindingPlace
    let documents: [String: LexiconDocument]
    /// Documents that exist and have errors of their own; a reference to one is not a second error.
    let brokenIDs: Set<String>

    func findings() -> [Diagnostic] {
        document.sites.flatMap { site -> [Diagnostic] in
            switch site.type {
            case .reference(let reference): [check(reference, as: .reference)].compactMap(\.self)
            case .union(let union): findings(in: union)
            case .boolean, .integer, .string, .bytes, .cidLink, .blob, .array, .object, .unknown: []
            }
        }
    }

    private enum Use { case reference, variant }

    private func findings(in union: UnionType) -> [Diagnostic] {
        var seen: Set<String> = []
        return union.references.compactMap { reference in
            if let finding = check(reference, as: .variant) { return finding }
            guard seen.insert(reference.typeName).inserted else {
                return place.finding(
                    reference.pointer, .warning, .repeated, "\(reference.typeName) is listed twice")
            }
            return nil
        }
    }

    private func check(_ reference: Reference, as use: Use) -> Diagnostic? {
        guard let target = documents[reference.id] else { return missingDocument(reference) }
        guard let definition = target.definition(reference.name) else {
            let names = target.definitions.map(\.name)
            return place.finding(
                reference.pointer, .error, .danglingReference,
                "\(reference.id) has no definition \(reference.name)\(suggestion(reference.name, among: names))")
        }
        if case .unsupported = definition.kind {
            return place.finding(
                reference.pointer, .warning, .unknownType, "\(reference.text) is of a type that is not known here")
        }
        let isFitting = use == .variant ? definition.isObject : definition.hasData
        guard !isFitting else { return nil }
        let place = use == .variant ? "a union needs objects and records" : "a ref needs a type of data"
        return self.place.finding(
            reference.pointer, .error, .referenceTarget, "\(reference.text) is \(definition.article); \(place)")
    }

    private func missingDocument(_ reference: Reference) -> Diagnostic? {
        guard !brokenIDs.contains(reference.id) else { return nil }
        return place.finding(
            reference.pointer, .error, .danglingReference,
            "no document \(reference.id)\(suggestion(reference.id, among: documents.keys.sorted()))")
    }

    private func suggestion(_ name: String, among names: [String]) -> String {
        guard let nearest = EditDistance.nearest(to: name, among: names) else { return "" }
        return "; did you mean \(nearest)?"
    }
}

extension LexiconDocument.Definition {
    /// Whether a union may have it as a variant.
    var isObject: Bool {
        switch kind {
        case .record, .data(.object): true
        default: false
        }
    }

    /// Whether a reference may lead to it.
    var hasData: Bool {
        switch kind {
        case .record: true
        case .data(.reference), .data(.union), .data(.unknown): false
        case .data: true
        case .method, .permissionSet, .token, .unsupported: false
        }
    }

    /// What it is, for a sentence.
    fileprivate var article: String {
        switch kind {
        case .record: "a record"
        case .method(let method): "a \(method.verb.rawValue)"
        case .permissionSet: "a permission set"
        case .token: "a token, which has no data"
        case .data: "a type of data that is not an object"
        case .unsupported(let type): "a \(type)"
        }
    }
}
