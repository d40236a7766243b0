// SPDX-License-Identifier: Apache-2.0

/// The lock file `lexicons.json`, version 1: which published lexicons a project uses, and their content.
///
/// The TypeScript tools of AT Protocol read and write the same file.
public struct LexiconLock: Sendable, Hashable {
    /// The collection that published lexicons are records of, and the `$type` of each.
    public static let collection = "com.atproto.lexicon.schema"

    /// Where a lexicon was published, and the hash of what was published there.
    public struct Resolution: Sendable, Hashable {
        /// The AT URI of the record.
        public let uri: String
        /// The CID of the record.
        public let cid: String

        /// Makes an entry; nothing is checked.
        public init(uri: String, cid: String) {
            self.uri = uri
            self.cid = cid
        }
    }

    /// The NSIDs that the project asked for; the other entries are there because these refer to them.
    public let roots: [String]
    /// The entries by NSID.
    public let resolutions: [String: Resolution]

    /// Makes a lock; nothing is checked.
    public init(roots: [String] = [], resolutions: [String: Resolution] = [:]) {
        self.roots = roots
        self.resolutions = resolutions
    }

    /// The file as the TypeScript tools lay it out: sorted, two spaces a level, no line feed at the end.
    public var bytes: [UInt8] {
        let entries = resolutions.sorted { $0.key < $1.key }.map { id, resolution in
            JSONText.Member(
                quoting: id, value: .object(["uri": .string(resolution.uri), "cid": .string(resolution.cid)]))
        }
        let document: JSONText = .object([
            "version": .integer(1), "lexicons": .array(Set(roots).sorted().map(JSONText.string)),
            "resolutions": .object(entries),
        ])
        return Array(JSONTextWriter.text(of: document, lists: .oneElementPerLine).dropLast().utf8)
    }
}
