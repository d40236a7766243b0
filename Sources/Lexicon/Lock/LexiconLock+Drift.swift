// SPDX-License-Identifier: Apache-2.0

import StrictJSON

extension LexiconLock {
    /// Computes the CID of the record that a lexicon file is, such as `bafyrei…`.
    public typealias Hash = (LexiconFile) throws -> String

    /// Where `files` are not what the lock says, placed in the lock file.
    ///
    /// A file that the lock does not mention is no drift: a project may have lexicons that it has not published.
    ///
    /// - Parameters:
    ///   - files: the lexicons of the project; each counts under the NSID that its path spells.
    ///   - lockFile: the file that the lock was read from.
    ///   - hash: computes a CID; an error that it throws, which should name the file, becomes a finding.
    public func drift(of files: [LexiconFile], lockFile: LexiconFile, hash: Hash) -> [Diagnostic] {
        let place = FindingPlace(lockFile)
        let byID = Dictionary(files.map { ($0.expectedID, $0) }) { first, _ in first }
        var findings = roots.enumerated().filter { resolutions[$0.element] == nil }.map { position, root in
            place.finding(["lexicons", String(position)], .error, .lockDrift, "\(root) has no entry in resolutions")
        }
        for (id, resolution) in resolutions {
            guard let problem = Self.problem(byID[id], locked: resolution.cid, hash: hash) else { continue }
            findings.append(
                place.finding(["resolutions", id, "cid"], .error, .lockDrift, "\(id) \(problem)"))
        }
        return findings.sortedByPlace()
    }

    private static func problem(_ file: LexiconFile?, locked: String, hash: Hash) -> String? {
        guard let file else { return "is locked, but its file is missing" }
        do {
            let actual = try hash(file)
            return actual == locked ? nil : "is locked as \(locked), but \(file.displayPath) is \(actual)"
        } catch {
            return "cannot be hashed: \(error)"
        }
    }
}
