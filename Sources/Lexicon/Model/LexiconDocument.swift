// SPDX-License-Identifier: Apache-2.0

/// One lexicon file as a model; nothing in it knows Swift.
public struct LexiconDocument: Sendable {
    /// The file as the caller named it.
    public let file: String
    /// The NSID.
    public let id: String
    /// The author's text.
    public let description: String?
    /// The definitions in document order.
    public let definitions: [Definition]

    private let index: [String: Int]

    init(file: String, id: String, description: String?, definitions: [Definition]) {
        self.file = file
        self.id = id
        self.description = description
        self.definitions = definitions
        index = Dictionary(zip(definitions.map(\.name), definitions.indices)) { first, _ in first }
    }

    /// The definition called `name`, such as `main`.
    public func definition(_ name: String) -> Definition? { index[name].map { definitions[$0] } }

    /// One entry of `defs`.
    public struct Definition: Sendable {
        /// The key in `defs`.
        public let name: String
        /// What is defined.
        public let kind: Kind
        /// The author's text.
        public let description: String?

        /// The JSON pointer of the definition.
        public var pointer: [String] { ["defs", name] }
    }

    /// What a definition can be.
    public enum Kind: Sendable {
        /// A record of repositories.
        case record(RecordType)
        /// A query, a procedure or a subscription.
        case method(MethodType)
        /// A set of permissions that an OAuth client may ask for by name.
        case permissionSet(PermissionSetType)
        /// A name without data.
        case token
        /// A type of data that others refer to.
        case data(DataType)
        /// A type that this version does not know; it was reported and is passed over.
        case unsupported(String)
    }
}

/// A record with the syntax of its keys.
public struct RecordType: Sendable {
    /// The text of `key`, such as `tid` or `literal:self`.
    public let key: String
    /// The fields.
    public let object: ObjectType
}

/// Permissions under one name (atproto.com/specs/permission).
public struct PermissionSetType: Sendable {
    /// The short name for people.
    public let title: String?
    /// The long text for people.
    public let detail: String?
    /// The permissions in document order.
    public let permissions: [Permission]

    /// One entry of `permissions`.
    public struct Permission: Sendable {
        /// What the permission is about, such as `repo` or `rpc`.
        public let resource: String
        /// The NSIDs of `collection` or `lxm`.
        public let names: [String]
        /// The actions of a `repo` permission; none means all of them.
        public let actions: [String]
        /// The text of `aud`.
        public let audience: String?
        /// Whether the audience is the one of the including scope.
        public let inheritsAudience: Bool
        /// The JSON pointer of the entry.
        public let pointer: [String]
    }
}
