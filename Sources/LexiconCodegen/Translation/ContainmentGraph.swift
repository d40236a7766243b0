// SPDX-License-Identifier: Apache-2.0

/// Which types contain which by value.
struct ContainmentGraph {
    let targets: [String: [String]]

    /// The types that contain themselves, and those on the way from one such to another.
    var core: Set<String> {
        let inner = Self.withoutEnds(targets)
        return Set(Self.withoutEnds(Self.reversed(inner)).keys)
    }

    /// Whether there is a way of at least one step.
    func reaches(_ goal: String, from start: String) -> Bool {
        var seen: Set<String> = []
        var waiting = [start]
        while let name = waiting.popLast() {
            for target in targets[name] ?? [] {
                if target == goal { return true }
                if seen.insert(target).inserted { waiting.append(target) }
            }
        }
        return false
    }

    /// What is left when types that contain nothing are taken out again and again.
    private static func withoutEnds(_ targets: [String: [String]]) -> [String: [String]] {
        var counts = targets.mapValues { $0.count(where: { targets[$0] != nil }) }
        let containers = reversed(targets)
        var waiting = counts.filter { $0.value == 0 }.map(\.key)
        while let end = waiting.popLast() {
            counts[end] = nil
            for container in containers[end] ?? [] {
                guard let count = counts[container] else { continue }
                counts[container] = count - 1
                if count == 1 { waiting.append(container) }
            }
        }
        return targets.filter { counts[$0.key] != nil }.mapValues { $0.filter { counts[$0] != nil } }
    }

    private static func reversed(_ targets: [String: [String]]) -> [String: [String]] {
        var reversed = targets.mapValues { _ in [String]() }
        for (name, list) in targets {
            for target in list where targets[target] != nil { reversed[target, default: []].append(name) }
        }
        return reversed
    }
}
