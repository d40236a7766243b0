// SPDX-License-Identifier: Apache-2.0

/// A dictionary that forgets what was not used for longest.
///
/// When it is full an eighth goes at once, so that the search for the oldest is paid for by many insertions.
package struct BoundedTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Slot: Sendable {
        var value: Value
        var usedAt: UInt64
    }

    private let capacity: Int
    private var slots: [Key: Slot] = [:]
    private var clock: UInt64 = 0

    /// Makes a table for `capacity` entries, at least one.
    package init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    package var count: Int { slots.count }

    /// The value, which counts as used.
    package mutating func value(for key: Key) -> Value? {
        guard let slot = slots[key] else { return nil }
        clock += 1
        slots[key]?.usedAt = clock
        return slot.value
    }

    /// Inserts or replaces.
    package mutating func insert(_ value: Value, for key: Key) {
        if slots.count >= capacity, slots[key] == nil { dropOldest() }
        clock += 1
        slots[key] = Slot(value: value, usedAt: clock)
    }

    package mutating func remove(_ key: Key) { slots[key] = nil }

    private mutating func dropOldest() {
        let uses = slots.values.map(\.usedAt).sorted()
        let last = uses[max(1, capacity / 8) - 1]
        slots = slots.filter { $0.value.usedAt > last }
    }
}
