// SPDX-License-Identifier: Apache-2.0

/// Things that are expensive to make and wait to be used again; each is out of the shelf while it is in use.
struct IdleShelf<Key: Hashable & Sendable, Item: Sendable>: Sendable {
    private let capacity: Int
    /// The one that was put back last comes last.
    private var items: [(key: Key, item: Item)] = []

    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { items.count }

    /// Takes the item for `key` that was used last.
    mutating func take(_ key: Key) -> Item? {
        guard let position = items.lastIndex(where: { $0.key == key }) else { return nil }
        return items.remove(at: position).item
    }

    /// Puts an item back, and gives out the one that has waited longest where there is no room for both.
    mutating func put(_ item: Item, for key: Key) -> Item? {
        items.append((key, item))
        return items.count > capacity ? items.removeFirst().item : nil
    }

    /// Takes everything.
    mutating func takeAll() -> [Item] {
        defer { items = [] }
        return items.map(\.item)
    }
}
