// SPDX-License-Identifier: Apache-2.0

extension LexiconSet {
    /// The set reduced to the members of a closure.
    ///
    /// Documents keep only the definitions that are members, and a document without any is left out. The findings stay
    /// those of the whole set.
    public func filtered(to closure: DefinitionClosure) -> LexiconSet {
        let reduced = documents.compactMap { $0.filtered(to: closure) }
        return LexiconSet(self, keeping: reduced)
    }
}

extension LexiconDocument {
    /// The document with the members of a closure only, or nil where it has none.
    fileprivate func filtered(to closure: DefinitionClosure) -> LexiconDocument? {
        let members = definitions.filter { closure.contains(DefinitionID(document: id, name: $0.name)) }
        guard !members.isEmpty else { return nil }
        return LexiconDocument(file: file, id: id, description: description, definitions: members)
    }
}
