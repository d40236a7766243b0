// SPDX-License-Identifier: Apache-2.0

/// Finds the name that an author most likely meant.
enum EditDistance {
    /// The candidate with the fewest single-character edits, if that is at most a third of its length.
    static func nearest(to name: String, among candidates: [String]) -> String? {
        let measured = candidates.map { (name: $0, distance: distance(name, $0)) }
        guard let best = measured.min(by: { $0.distance < $1.distance }), best.distance * 3 <= best.name.count else {
            return nil
        }
        return best.name
    }

    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (position, byte) in left.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = position + 1
            for column in right.indices {
                let substitution = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substitution, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
