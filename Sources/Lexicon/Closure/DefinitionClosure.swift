// SPDX-License-Identifier: Apache-2.0

/// The definitions that some roots need, directly or through others.
///
/// A definition is needed where a ref or a union leads to it. Whole documents never count: one small object of a large
/// document does not bring the rest of it along.
public struct DefinitionClosure: Sendable {
    /// What leads from one definition to the next.
    public enum Reach: Sendable {
        /// The refs and the variants of unions, which are what values of the roots consist of.
        case data
        /// Also the tokens that known values of strings mention, which only name something.
        case dataAndTokens
    }

    /// The roots that select nothing.
    public let unmatchedRoots: [DefinitionPattern]
    /// From each member to the one that brought it in; a root has none.
    private let origins: [DefinitionID: DefinitionID?]

    /// Finds everything that `roots` need in `set`.
    ///
    /// A reference to a definition that does not exist is passed over, since the set has already reported it.
    public init(of roots: [DefinitionPattern], in set: LexiconSet, reach: Reach = .data) {
        let selections = roots.map { (root: $0, definitions: $0.definitions(in: set)) }
        unmatchedRoots = selections.filter(\.definitions.isEmpty).map(\.root)
        var origins: [DefinitionID: DefinitionID?] = [:]
        var queue: [DefinitionID] = []
        func include(_ member: DefinitionID, because origin: DefinitionID?) {
            guard origins[member] == nil else { return }
            origins[member] = .some(origin)
            queue.append(member)
        }
        for member in selections.flatMap(\.definitions) { include(member, because: nil) }
        var position = 0
        while position < queue.count {
            let member = queue[position]
            position += 1
            for next in set.needs(of: member, reach: reach) { include(next, because: member) }
        }
        self.origins = origins
    }

    /// The definitions in order.
    public var members: [DefinitionID] { origins.keys.sorted() }

    /// How many definitions there are.
    public var count: Int { origins.count }

    /// Whether a definition is needed.
    public func contains(_ definition: DefinitionID) -> Bool { origins[definition] != nil }

    /// A shortest chain from a root to `member`, both included; empty for a definition that is not needed.
    public func why(_ member: DefinitionID) -> [DefinitionID] {
        var chain: [DefinitionID] = []
        var current: DefinitionID? = contains(member) ? member : nil
        while let link = current {
            chain.append(link)
            current = origins[link] ?? nil
        }
        return chain.reversed()
    }
}

extension LexiconSet {
    /// The existing definitions that one definition leads to, in the order of its text.
    fileprivate func needs(of id: DefinitionID, reach: DefinitionClosure.Reach) -> [DefinitionID] {
        guard let definition = document(id.document)?.definition(id.name) else { return [] }
        return definition.sites.flatMap { site in
            var references = site.type.ownReferences
            if reach == .dataAndTokens { references += tokens(in: site, of: id.document) }
            return references.filter { target(of: $0) != nil }.map(\.target)
        }
    }

    /// The known values of a string that are names of tokens.
    private func tokens(in site: LexiconDocument.Site, of document: String) -> [Reference] {
        guard case .string(let string) = site.type else { return [] }
        return (string.knownValues ?? []).map { Reference($0, in: document, pointer: site.pointer) }.filter {
            guard $0.text == $0.typeName, case .token = target(of: $0)?.kind else { return false }
            return true
        }
    }
}
