// SPDX-License-Identifier: Apache-2.0

/// Collects lines of source with their indentation.
struct SwiftWriter {
    private(set) var text = ""
    private var depth = 0

    /// Writes one line, or an empty one.
    mutating func line(_ content: String = "") {
        if !content.isEmpty { text += String(repeating: "    ", count: depth) + content }
        text += "\n"
    }

    /// Writes `head {`, what `body` writes, and `}`.
    mutating func block(_ head: String, _ body: (inout SwiftWriter) -> Void) {
        line(head + " {")
        depth += 1
        body(&self)
        depth -= 1
        line("}")
    }

    /// Writes an author's text as a documentation comment; a text without words writes `fallback`.
    mutating func comment(_ description: String?, fallback: String) {
        let lines = description?.split(whereSeparator: \.isNewline).map(String.init) ?? []
        for text in lines.isEmpty ? [fallback] : lines { line("/// \(text)") }
    }
}
