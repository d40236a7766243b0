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
        while let cycle = Self.cycle(in: remaining(contents)) {
            if let union = cycle.filter(unionNames.contains).min() {
                unions.insert(union)
            } else if let name = cycle.min(),
                let edge = remaining(contents)[name]?.first(where: { cycle.contains($0.target) })
            {
                fields.insert([name, edge.label ?? ""])
            }
        }
        removeNeedless(contents)
    }

    /// What is still contained by value.
    private func remaining(_ contents: [String: [Edge]]) -> [String: [Edge]] {
        var remaining = contents
        for union in unions { remaining[union] = [] }
        for name in Set(fields.map { $0[0] }) {
            remaining[name] = contents[name]?.filter { !fields.contains([name, $0.label ?? ""]) }
        }
        return remaining
    }

    /// Takes back the choices that later ones have made needless.
    private mutating func removeNeedless(_ contents: [String: [Edge]]) {
        for field in fields.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            fields.remove(field)
            if Self.cycle(in: remaining(contents)) != nil { fields.insert(field) }
        }
        for union in unions.sorted() {
            unions.remove(union)
            if Self.cycle(in: remaining(contents)) != nil { unions.insert(union) }
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
