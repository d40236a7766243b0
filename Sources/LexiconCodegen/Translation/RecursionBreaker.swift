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
        var search = CycleSearch(contents: contents, unionNames: unionNames)
        search.run()
        unions = search.unions
        fields = search.fields
    }
}

/// Walks over all types once and breaks each cycle where it is found.
///
/// Types are known by their place in the order of names, so that the least of a cycle is the first by name.
private struct CycleSearch {
    private(set) var unions: Set<String> = []
    private(set) var fields: Set<[String]> = []

    private let names: [String]
    private let isUnion: [Bool]
    private var edges: [[(label: String?, target: Int)]]
    private var isFinished: [Bool]
    /// Where each type stands on the path, if it does.
    private var places: [Int?]
    private var path: [(type: Int, next: Int)] = []

    init(contents: [String: [RecursionBreaker.Edge]], unionNames: Set<String>) {
        let names = contents.keys.sorted()
        let numbers = Dictionary(zip(names, names.indices)) { first, _ in first }
        edges = names.map { name in
            (contents[name] ?? []).compactMap { edge in numbers[edge.target].map { (edge.label, $0) } }
        }
        self.names = names
        isUnion = names.map(unionNames.contains)
        isFinished = names.map { _ in false }
        places = names.map { _ in nil }
    }

    mutating func run() {
        for start in names.indices where !isFinished[start] {
            push(start)
            while let top = path.last {
                guard top.next < edges[top.type].count else {
                    isFinished[top.type] = true
                    pop()
                    continue
                }
                let target = edges[top.type][top.next].target
                if let place = places[target] {
                    breakCycle(from: place)
                } else {
                    path[path.count - 1].next += 1
                    if !isFinished[target] { push(target) }
                }
            }
        }
    }

    private mutating func push(_ type: Int) {
        places[type] = path.count
        path.append((type, 0))
    }

    private mutating func pop() {
        if let top = path.popLast() { places[top.type] = nil }
    }

    /// Breaks the cycle that the end of the path closes with its member at `start`, and goes on where it is broken.
    private mutating func breakCycle(from start: Int) {
        path[path.count - 1].next += 1
        let cycle = path[start...].map(\.type)
        let broken = cycle.filter { isUnion[$0] }.min() ?? cycle.min()
        guard let broken, let place = places[broken] else { return }
        while path.count > place + 1 { pop() }
        if isUnion[broken] {
            unions.insert(names[broken])
            edges[broken] = []
        } else {
            path[place].next -= 1
            fields.insert([names[broken], edges[broken].remove(at: path[place].next).label ?? ""])
        }
    }
}
