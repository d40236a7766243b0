// SPDX-License-Identifier: Apache-2.0

/// Finds the fewest places at which types that contain themselves must be kept outside.
///
/// A union in a cycle becomes indirect; a cycle of structs alone gets one indirect property.
struct RecursionBreaker {
    /// The unions to make indirect, by full name.
    private(set) var unions: Set<String> = []
    /// The properties to make indirect: the full name of the struct and the identifier.
    private(set) var fields: Set<[String]> = []

    /// What a type contains by value; the label is the property, or nil for the case of a union.
    struct Edge {
        let label: String?
        let target: String
    }

    /// - Parameters:
    ///   - contents: what each type contains by value.
    ///   - unionNames: which of the types are unions.
    init(contents: [String: [Edge]], unionNames: Set<String>) {
        var contents = contents
        while let cycle = Self.cycle(in: contents) {
            if let union = cycle.filter(unionNames.contains).min() {
                unions.insert(union)
                contents[union] = []
            } else if let name = cycle.min(),
                let position = contents[name]?.firstIndex(where: { cycle.contains($0.target) }),
                let edge = contents[name]?.remove(at: position)
            {
                fields.insert([name, edge.label ?? ""])
            }
        }
    }

    /// The members of one cycle, or nil where there is none.
    private static func cycle(in contents: [String: [Edge]]) -> Set<String>? {
        var finished: Set<String> = []
        for start in contents.keys.sorted() where !finished.contains(start) {
            var path: [(name: String, next: Int)] = [(start, 0)]
            while let top = path.last {
                let edges = contents[top.name] ?? []
                guard top.next < edges.count else {
                    finished.insert(top.name)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let target = edges[top.next].target
                if let position = path.firstIndex(where: { $0.name == target }) {
                    return Set(path[position...].map(\.name))
                }
                if !finished.contains(target), contents[target] != nil { path.append((target, 0)) }
            }
        }
        return nil
    }
}
