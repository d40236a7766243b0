// SPDX-License-Identifier: Apache-2.0

/// Says in a log how a claim differs from what was expected.
package enum Mismatch {
    /// Characters of a stranger's claim that are kept.
    static let maximumCharacters = 200

    /// Both values; of the second only its beginning, with a question mark for what is not printable ASCII.
    package static func text(expected: String, got: String?) -> String {
        guard let got else { return "expected \(expected), got none" }
        let kept = got.utf8.prefix(maximumCharacters).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
        let rest = got.utf8.count > maximumCharacters ? "..." : ""
        return "expected \(expected), got \(String(decoding: kept, as: UTF8.self))\(rest)"
    }
}
