// SPDX-License-Identifier: Apache-2.0

/// The name of one definition among all documents.
public struct DefinitionID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The NSID of the document.
    public let document: String
    /// The key in `defs`, such as `main`.
    public let name: String

    /// Makes a name; nothing is looked up.
    public init(document: String, name: String) {
        self.document = document
        self.name = name
    }

    /// The NSID, with a fragment for all but `main`.
    public var description: String { name == "main" ? document : "\(document)#\(name)" }

    /// Orders by document, then by name.
    public static func < (left: DefinitionID, right: DefinitionID) -> Bool {
        (left.document, left.name) < (right.document, right.name)
    }
}

extension Reference {
    /// The name of the definition that is referred to, whether or not it exists.
    public var target: DefinitionID { DefinitionID(document: id, name: name) }
}
