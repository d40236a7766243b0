// SPDX-License-Identifier: Apache-2.0

/// Collects lines of source with their indentation.
struct SwiftWriter {
    private(set) var text = ""
    private var depth = 0

    /// Writes one line, or an empty one.
    mutating func line(_ content: String = "") {
        if !content.isEmpty {
            for _ in 0..<depth { text += "    " }
            text += content
        }
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
    ///
    /// A text that says that something is deprecated becomes a warning of the documentation and not an attribute, as
    /// the generated code itself would otherwise not compile without warnings.
    mutating func comment(_ description: String?, fallback: String) {
        let lines = description?.split(whereSeparator: \.isNewline).map(String.init) ?? []
        let isDeprecated = description?.lowercased().hasPrefix("deprecated") == true
        for (position, text) in (lines.isEmpty ? [fallback] : lines).enumerated() {
            line("/// \(isDeprecated && position == 0 ? "- Warning: " : "")\(Self.withoutControls(text))")
        }
    }

    /// The text with a space for each control character, which would end the line or be a warning of the compiler.
    private static func withoutControls(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(result)
    }
}
