// SPDX-License-Identifier: Apache-2.0

/// Compares what two different references lead to, as deep as they go.
struct ReferenceComparison {
    /// The most pairs of definitions to look at; more is taken for a difference that cannot be told.
    static let largestSearch = 1_000

    let sets: VersionPair<LexiconSet>

    /// The effect of all differences, and the first that has one for a message.
    struct Outcome {
        var effect: ChangeEffect = []
        var detail = ""

        fileprivate mutating func add(_ effect: ChangeEffect, _ message: String) {
            self.effect.formUnion(effect)
            if detail.isEmpty, !effect.isEmpty { detail = ": \(message)" }
        }
    }

    /// Follows references by a list of open pairs, so that neither a circle nor a long chain is a problem.
    func compare(_ old: DataType, _ new: DataType) -> Outcome {
        var outcome = Outcome()
        var open = [UnresolvedPair(old: old, new: new, use: [], pointer: [])]
        var seen: Set<String> = []
        var count = 0
        while let pair = open.popLast() {
            if case (.reference(let left), .reference(let right)) = (pair.old, pair.new) {
                guard seen.insert("\(left.typeName) \(right.typeName)").inserted else { continue }
            }
            count += 1
            guard count <= Self.largestSearch else {
                outcome.add(.unknown, "too much to compare")
                break
            }
            open += compareTargets(pair, &outcome)
        }
        return outcome
    }

    /// Compares one pair and returns the references within it that differ again.
    private func compareTargets(_ pair: UnresolvedPair, _ outcome: inout Outcome) -> [UnresolvedPair] {
        guard let old = Target(pair.old, in: sets.old), let new = Target(pair.new, in: sets.new) else {
            outcome.add(.unknown, "it leads nowhere")
            return []
        }
        if old.recordName != new.recordName {
            outcome.add([.widens, .narrows], "$type is another one")
        }
        var collector = DifferenceCollector(sets: sets)
        collector.compare(old.type, new.type, [])
        for difference in collector.differences { outcome.add(difference.effect, difference.message) }
        return collector.unresolved
    }

    /// What a type is when a reference has been followed.
    private struct Target {
        let type: DataType
        /// The name that a record has to carry in data.
        let recordName: String?

        init?(_ type: DataType, in set: LexiconSet) {
            guard case .reference(let reference) = type else {
                self.type = type
                recordName = nil
                return
            }
            switch set.target(of: reference)?.kind {
            case .data(let data):
                self.type = data
                recordName = nil
            case .record(let record):
                self.type = .object(record.object)
                recordName = reference.typeName
            default:
                return nil
            }
        }
    }
}
