// SPDX-License-Identifier: Apache-2.0

/// Finds the fewest places at which types that contain themselves must be kept outside.
///
/// A union in a cycle becomes indirect; a cycle of structs alone gets one indirect property. Each step takes the place
/// that leaves the least to do, and no place is taken that the others make needless. Sets with more recursive types than
/// anyone writes are broken in one walk instead, wherever a cycle is found.
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

    /// The most recursive types among which the best place is looked for.
    private static let searchLimit = 128
    private let contents: [String: [Edge]]

    /// - Parameters:
    ///   - contents: what each type contains by value.
    ///   - unionNames: which of the types are unions.
    init(contents: [String: [Edge]], unionNames: Set<String>) {
        let core = ContainmentGraph(targets: contents.mapValues { $0.map(\.target) }).core
        self.contents = contents.filter { core.contains($0.key) }
        guard core.count <= Self.searchLimit else {
            var search = CycleSearch(contents: contents, unionNames: unionNames)
            search.run()
            unions = search.unions
            fields = search.fields
            return
        }
        while true {
            let graph = remaining
            let core = graph.core
            guard !core.isEmpty else { break }
            choose(in: core, of: graph, unionNames)
        }
        removeNeedless()
    }

    /// What is still contained by value.
    private var remaining: ContainmentGraph {
        ContainmentGraph(
            targets: contents.mapValues { $0.map(\.target) }.merging(changedTargets) { _, changed in changed })
    }

    private var changedTargets: [String: [String]] {
        var changed: [String: [String]] = [:]
        for name in Set(fields.map { $0[0] }) {
            let left = contents[name]?.filter { !fields.contains([name, $0.label ?? ""]) }
            changed[name] = left?.map(\.target)
        }
        for union in unions { changed[union] = [] }
        return changed
    }

    private mutating func choose(in core: Set<String>, of graph: ContainmentGraph, _ unionNames: Set<String>) {
        let names = core.sorted().filter { graph.reaches($0, from: $0) }
        if let best = best(names.filter(unionNames.contains), by: { $0.unions.insert($1) }) {
            unions.insert(best)
            return
        }
        let places = names.flatMap { name in
            (contents[name] ?? []).filter { core.contains($0.target) && graph.reaches(name, from: $0.target) }
                .map { [name, $0.label ?? ""] }
        }
        if let best = best(places.filter { !fields.contains($0) }, by: { $0.fields.insert($1) }) {
            fields.insert(best)
        }
    }

    /// The first candidate of those that leave the fewest types in need of another.
    private func best<Place>(
        _ candidates: [Place], by taking: (inout RecursionBreaker, Place) -> Void
    ) -> Place? {
        var best: (place: Place, left: Int)?
        for place in candidates {
            var copy = self
            taking(&copy, place)
            let left = copy.remaining.core.count
            if left < best?.left ?? .max { best = (place, left) }
        }
        return best?.place
    }

    /// Takes back the choices that later ones have made needless.
    private mutating func removeNeedless() {
        for field in fields.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            fields.remove(field)
            if !remaining.core.isEmpty { fields.insert(field) }
        }
        for union in unions.sorted() {
            unions.remove(union)
            if !remaining.core.isEmpty { unions.insert(union) }
        }
    }
}
