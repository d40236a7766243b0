// SPDX-License-Identifier: Apache-2.0

/// Unions, whose variants are told apart by their names in data.
extension DifferenceCollector {
    mutating func compare(_ old: UnionType, _ new: UnionType, _ pointer: [String]) {
        switch (old.isClosed, new.isClosed) {
        case (true, false): add(.unionOpened, pointer, "the union is open now")
        case (false, true): add(.unionClosed, pointer + ["closed"], "the union is closed now")
        default: break
        }
        let isClosed = old.isClosed && new.isClosed
        let before = Set(old.references.map(\.typeName))
        let after = Set(new.references.map(\.typeName))
        for reference in old.references where !after.contains(reference.typeName) {
            add(
                isClosed ? .closedVariantRemoved : .variantRemoved, reference.pointer,
                "the variant \(reference.typeName) is gone", side: .old)
        }
        for reference in new.references where !before.contains(reference.typeName) {
            add(
                isClosed ? .closedVariantAdded : .variantAdded, reference.pointer,
                "the variant \(reference.typeName) is new")
        }
    }
}
