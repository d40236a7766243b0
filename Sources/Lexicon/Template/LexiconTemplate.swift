// SPDX-License-Identifier: Apache-2.0

/// The first version of a lexicon that somebody is about to write.
public struct LexiconTemplate: Sendable {
    /// What the lexicon defines.
    public enum Kind: String, Sendable, CaseIterable {
        /// A method that reads.
        case query
        /// A method that changes something.
        case procedure
        /// A stream of messages.
        case subscription
        /// A record of repositories.
        case record
        /// A type that other lexicons refer to.
        case object
        /// A set of permissions with a name.
        case permissionSet = "permission-set"
    }

    private let id: String
    private let kind: Kind
    private let documents: [LexiconDocument]

    /// Makes a template, or gives nil where `id` is not an NSID.
    ///
    /// - Parameters:
    ///   - id: the NSID of the lexicon.
    ///   - kind: what it defines.
    ///   - documents: the lexicons that are there already; a permission set permits those of its group.
    public init?(id: String, kind: Kind, among documents: [LexiconDocument] = []) {
        guard NSIDSyntax.isValid(id) else { return nil }
        self.id = id
        self.kind = kind
        self.documents = documents
    }

    /// The path from the root of the lexicons.
    public var relativePath: String { id.split(separator: ".").joined(separator: "/") + ".json" }

    /// The file in canonical form.
    public var bytes: [UInt8] {
        let document: JSONText = .object([
            "lexicon": .integer(1), "id": .string(id), "defs": JSONTextReader.value(of: Array(definitions.utf8)),
        ])
        return Array(JSONTextWriter.text(of: LexiconMemberOrder.document.ordered(document)).utf8)
    }

    private var definitions: String {
        switch kind {
        case .query: TemplateDefinitions.query
        case .procedure: TemplateDefinitions.procedure
        case .subscription: TemplateDefinitions.subscription
        case .record: TemplateDefinitions.record
        case .object: TemplateDefinitions.object(called: id.hasSuffix(".defs") ? "thing" : "main")
        case .permissionSet: TemplateDefinitions.permissionSet(of: permitted.isEmpty ? example : permitted)
        }
    }

    /// What a permission set can name: the methods and the records of its group and below.
    private var permitted: TemplateDefinitions.Permitted {
        var permitted = TemplateDefinitions.Permitted()
        for document in documents where document.id.hasPrefix(id.group + ".") {
            switch document.definition("main")?.kind {
            case .method: permitted.methods.append(document.id)
            case .record: permitted.records.append(document.id)
            default: continue
            }
        }
        return permitted
    }

    /// A method that nobody has written yet; none in a group that has begun, where it would be a mistake.
    private var example: TemplateDefinitions.Permitted {
        let hasBegun = documents.contains { document in
            if case .permissionSet = document.definition("main")?.kind { return false }
            return document.id.group == id.group
        }
        return .init(methods: hasBegun ? [] : ["\(id.group).getThing"])
    }
}
