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

    /// Makes a template, or gives nil where `id` is not an NSID.
    public init?(id: String, kind: Kind) {
        guard NSIDSyntax.isValid(id) else { return nil }
        self.id = id
        self.kind = kind
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
        case .permissionSet: TemplateDefinitions.permissionSet(group: group)
        }
    }

    /// The NSID without its last segment.
    private var group: String { id.split(separator: ".").dropLast().joined(separator: ".") }
}
