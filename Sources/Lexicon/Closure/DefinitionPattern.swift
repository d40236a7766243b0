// SPDX-License-Identifier: Apache-2.0

/// A text that selects definitions.
///
/// | text | selects |
/// |---|---|
/// | `com.example.getThing` | the `main` of one document |
/// | `com.example.defs#thing` | one definition |
/// | `com.example.defs#*` | every definition of one document |
/// | `com.example.*` | the `main` of every document below `com.example` |
/// | `com.example.*#*` | every definition of every document below `com.example` |
public struct DefinitionPattern: Sendable, Hashable, CustomStringConvertible {
    /// The text as it was written.
    public let description: String
    private let document: String
    private let name: String

    /// Reads a pattern, or gives nil where the text cannot select anything.
    public init?(_ text: String) {
        let parts = text.split(separator: "#", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let document = parts.first, let name = parts.last, !name.isEmpty,
            Self.isDocument(document)
        else { return nil }
        description = text
        self.document = String(document)
        self.name = parts.count == 2 ? String(name) : "main"
    }

    /// The definitions of `set` that the pattern selects, in order.
    public func definitions(in set: LexiconSet) -> [DefinitionID] {
        documents(in: set).flatMap { document in
            document.definitions.filter { name == "*" || $0.name == name }.map {
                DefinitionID(document: document.id, name: $0.name)
            }
        }
        .sorted()
    }

    private func documents(in set: LexiconSet) -> [LexiconDocument] {
        guard document.hasSuffix("*") else { return [set.document(document)].compactMap(\.self) }
        let prefix = document.dropLast()
        return set.documents.filter { $0.id.hasPrefix(prefix) }
    }

    /// An NSID, or some of its first segments and then `*`.
    private static func isDocument(_ text: Substring) -> Bool {
        let segments = text.split(separator: ".", omittingEmptySubsequences: false)
        guard segments.last == "*" else { return NSIDSyntax.isValid(String(text)) }
        return segments.dropLast().allSatisfy { segment in
            !segment.isEmpty && segment.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        }
    }
}
