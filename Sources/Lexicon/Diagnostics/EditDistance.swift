// SPDX-License-Identifier: Apache-2.0

/// Finds the name that an author most likely meant.
enum EditDistance {
    /// More candidates than an author has in mind, and names longer than an author types, are not compared.
    private static let (maximumCandidates, maximumLength) = (500, 100)

    /// The candidate with the fewest single-character edits, if that is at most a third of its length.
    ///
    /// Of several such candidates it is the first by name.
    static func nearest(to name: String, among candidates: some Collection<String>) -> String? {
        let wanted = Array(name.utf8)
        guard candidates.count <= maximumCandidates, wanted.count <= maximumLength else { return nil }
        var best: (distance: Int, name: String)?
        for candidate in candidates where candidate.utf8.count <= maximumLength {
            let limit = min(candidate.utf8.count / 3, best?.distance ?? .max)
            guard let distance = distance(wanted, Array(candidate.utf8), atMost: limit) else { continue }
            if let best, (best.distance, best.name) < (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// The end of a message about an unknown name: a question, or nothing where no candidate is near.
    static func suggestion(for name: String, among candidates: some Collection<String>) -> String {
        nearest(to: name, among: candidates).map { "; did you mean \($0)?" } ?? ""
    }

    /// The number of edits, or nil where it is more than `limit`.
    private static func distance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        var row = Array(0...right.count)
        for (position, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = position + 1
            var least = row[0]
            for column in right.indices {
                let substitution = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substitution, diagonal + 1, row[column] + 1)
                least = min(least, row[column + 1])
            }
            // No later row has less than the least of this one.
            guard least <= limit else { return nil }
        }
        return row[right.count] <= limit ? row[right.count] : nil
    }
}
