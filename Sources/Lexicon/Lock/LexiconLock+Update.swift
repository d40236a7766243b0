// SPDX-License-Identifier: Apache-2.0

extension LexiconLock {
    /// What became of a lock when it was brought up to date.
    public struct Update: Sendable {
        /// The lock that agrees with the files.
        public let lock: LexiconLock
        /// The files that were left out, since nobody said who publishes them.
        public let unpublished: [String]
        /// The entries that were dropped, since their files are gone.
        public let dropped: [String]
    }

    /// The lock with the hashes of `files`.
    ///
    /// Entries keep their URIs. A file without an entry gets one, as a root, under `authority`.
    ///
    /// - Parameters:
    ///   - files: the lexicons of the project; each counts under the NSID that its path spells.
    ///   - authority: the DID that publishes the lexicons without an entry, or nil to leave those out.
    ///   - hash: computes the CID of a lexicon's record.
    public func updated(from files: [LexiconFile], authority: String?, hash: Hash) rethrows -> Update {
        var roots = roots
        var resolutions: [String: Resolution] = [:]
        var unpublished: [String] = []
        for file in files {
            let id = file.expectedID
            guard let uri = self.resolutions[id]?.uri ?? authority.map({ "at://\($0)/\(Self.collection)/\(id)" }) else {
                unpublished.append(id)
                continue
            }
            if self.resolutions[id] == nil { roots.append(id) }
            resolutions[id] = Resolution(uri: uri, cid: try hash(file))
        }
        return Update(
            lock: LexiconLock(
                roots: Set(roots).filter { resolutions[$0] != nil }.sorted(), resolutions: resolutions),
            unpublished: unpublished,
            dropped: self.resolutions.keys.filter { resolutions[$0] == nil }.sorted())
    }
}
