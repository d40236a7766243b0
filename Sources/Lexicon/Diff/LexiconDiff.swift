// SPDX-License-Identifier: Apache-2.0

/// Compares two versions of a set of lexicons and says who breaks.
///
/// Three uses of a type are told apart, through references and across documents. Callers write input, so they break
/// when less is permitted. Callers read output, so they break when more is possible. Records are written and read by
/// everybody and stay where they are stored, so both break. A definition that nothing in the old set refers to may be
/// used by anybody, and counts as input and as output.
///
/// Documents with errors are not part of a set, so a caller looks at ``LexiconSet/hasErrors`` of both sets first.
public struct LexiconDiff: Sendable {
    /// The changes by document and place.
    public let changes: [LexiconChange]

    /// Compares `old` with `new`; recursive types end, and so do references that lead nowhere.
    public init(from old: LexiconSet, to new: LexiconSet) {
        let uses = DataUseMap(old)
        let ids = Set(old.documents.map(\.id)).union(new.documents.map(\.id)).sorted()
        changes = ids.flatMap { id -> [LexiconChange] in
            let documents = VersionPair(old: old.document(id), new: new.document(id))
            var collector = DifferenceCollector(sets: VersionPair(old: old, new: new))
            DocumentDiff(id: id, documents: documents, uses: uses).compare(&collector)
            return ChangeWriter(id: id, files: documents.files(in: old, new)).changes(collector.differences)
        }
    }

    /// Whether anybody breaks.
    public var isBreaking: Bool { changes.contains { $0.verdict == .breaking } }
}

/// The same thing in the old and in the new version.
struct VersionPair<Value: Sendable>: Sendable {
    let old: Value
    let new: Value
}

extension VersionPair<LexiconDocument?> {
    fileprivate func files(in oldSet: LexiconSet, _ newSet: LexiconSet) -> VersionPair<LexiconFile?> {
        VersionPair<LexiconFile?>(old: old.flatMap(oldSet.file(of:)), new: new.flatMap(newSet.file(of:)))
    }
}
