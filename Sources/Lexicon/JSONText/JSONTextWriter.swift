// SPDX-License-Identifier: Apache-2.0

/// Lays a JSON value out in lines, always in the same way.
///
/// Two spaces a level, and every member of an object has its own line.
struct JSONTextWriter {
    /// How arrays are laid out.
    enum Lists {
        /// An array of scalars stays on one line where that line fits.
        case filled
        /// Every element has its own line.
        case oneElementPerLine
    }

    private static let lineWidth = 80
    private static let indent = "  "
    private let lists: Lists
    private var output = ""

    private init(lists: Lists) {
        self.lists = lists
    }

    /// The text of `value`, with a line feed at the end.
    static func text(of value: JSONText, lists: Lists = .filled) -> String {
        var writer = JSONTextWriter(lists: lists)
        writer.write(value, depth: 0, after: 0)
        return writer.output + "\n"
    }

    /// Writes `value`, in front of which `width` characters already stand on the line.
    private mutating func write(_ value: JSONText, depth: Int, after width: Int) {
        switch value {
        case .scalar(let spelling):
            output += spelling
        case .array(let elements):
            if let line = line(of: elements, after: width) {
                output += line
            } else {
                block("[", elements, "]", depth) { writer, element in
                    writer.write(element, depth: depth + 1, after: (depth + 1) * Self.indent.count)
                }
            }
        case .object(let members):
            block("{", members, "}", depth) { writer, member in
                writer.output += member.name + ": "
                let width = (depth + 1) * Self.indent.count + member.name.count + 2
                writer.write(member.value, depth: depth + 1, after: width)
            }
        }
    }

    private mutating func block<Element>(
        _ open: String, _ elements: [Element], _ close: String, _ depth: Int,
        _ write: (inout JSONTextWriter, Element) -> Void
    ) {
        output += open
        for (position, element) in elements.enumerated() {
            output += position == 0 ? "\n" : ",\n"
            output += String(repeating: Self.indent, count: depth + 1)
            write(&self, element)
        }
        if !elements.isEmpty { output += "\n" + String(repeating: Self.indent, count: depth) }
        output += close
    }

    /// Scalars on one line with room for a comma, or nil where that line is too long.
    private func line(of elements: [JSONText], after width: Int) -> String? {
        guard lists == .filled || elements.isEmpty else { return nil }
        var spellings: [String] = []
        for element in elements {
            guard case .scalar(let spelling) = element else { return nil }
            spellings.append(spelling)
        }
        let line = "[" + spellings.joined(separator: ", ") + "]"
        return spellings.isEmpty || width + line.count < Self.lineWidth ? line : nil
    }
}
