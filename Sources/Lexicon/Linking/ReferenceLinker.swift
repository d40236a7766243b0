// SPDX-License-Identifier: Apache-2.0

/// Checks that every reference of one document leads to a type that may stand there.
struct ReferenceLinker {
    let document: LexiconDocument
    let documents: [String: LexiconDocument]
    /// Documents that exist and have errors of their own; a reference to one is not a second error.
    let brokenIDs: Set<String>
    private var findings: FindingList

    init(
        _ document: LexiconDocument, _ file: LexiconFile, among documents: [String: LexiconDocument],
        broken: Set<String>
    ) {
        self.document = document
        self.documents = documents
        brokenIDs = broken
        findings = FindingList(file)
    }

    mutating func diagnostics() -> [Diagnostic] {
        for site in document.sites {
            switch site.type {
            case .reference(let reference): _ = check(reference, as: .reference)
            case .union(let union): check(union)
            case .boolean, .integer, .string, .bytes, .cidLink, .blob, .array, .object, .unknown: break
            }
        }
        for definition in document.definitions where !hasBoundedArrays(definition) {
            findings.add(
                definition.pointer, .error, .recursiveArray,
                "the array holds itself, or arrays in arrays over more than \(Self.maximumArrays) levels")
        }
        return findings.diagnostics
    }

    private enum Use { case reference, variant }

    private mutating func check(_ union: UnionType) {
        var seen: Set<String> = []
        for reference in union.references where check(reference, as: .variant) {
            guard !seen.insert(reference.typeName).inserted else { continue }
            findings.add(reference.pointer, .warning, .repeated, "\(reference.typeName) is listed twice")
        }
    }

    /// Whether a reference leads to what may stand there; if it does not, that is a finding.
    private mutating func check(_ reference: Reference, as use: Use) -> Bool {
        guard let target = documents[reference.id] else { return checkMissing(reference) }
        guard let definition = target.definition(reference.name) else {
            findings.add(
                reference.pointer, .error, .danglingReference,
                "\(reference.id) has no definition \(reference.name)"
                    + EditDistance.suggestion(for: reference.name, among: target.definitions.lazy.map(\.name)))
            return false
        }
        if case .unsupported = definition.kind {
            findings.add(
                reference.pointer, .warning, .unknownType, "\(reference.text) is of a type that is not known here")
            return false
        }
        if use == .variant ? definition.isObject : definition.hasData { return true }
        let place = use == .variant ? "a union needs objects and records" : "a ref needs a type of data"
        findings.add(
            reference.pointer, .error, .referenceTarget, "\(reference.text) is \(definition.article); \(place)")
        return false
    }

    private mutating func checkMissing(_ reference: Reference) -> Bool {
        guard !brokenIDs.contains(reference.id) else { return true }
        findings.add(
            reference.pointer, .error, .danglingReference,
            "no document \(reference.id)\(EditDistance.suggestion(for: reference.id, among: documents.keys))")
        return false
    }

    /// As deep as the data model nests.
    private static let maximumArrays = 64

    /// Whether the arrays of a definition, through references to others, end in something else.
    private func hasBoundedArrays(_ definition: LexiconDocument.Definition) -> Bool {
        guard case .data(var type) = definition.kind else { return true }
        var levels = 0
        while levels <= Self.maximumArrays {
            switch type {
            case .array(let array):
                type = array.items
                levels += 1
            case .reference(let reference):
                let target = documents[reference.id]?.definition(reference.name)
                guard case .data(let next)? = target?.kind, case .array = next else { return true }
                type = next
            default:
                return true
            }
        }
        return false
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
