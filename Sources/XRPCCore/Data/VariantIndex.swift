// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Finds a variant by its name without asking them all.
///
/// The names are collected at the first question: before that, the schemas of the variants may not exist yet, as they
/// may hold the very union.
final class VariantIndex: Sendable {
    private let variants: [SchemaReference]
    private let positions = Mutex<[[UInt8]: Int]?>(nil)

    init(_ variants: [SchemaReference]) { self.variants = variants }

    func position(of typeName: String) -> Int? {
        let name = Array(typeName.utf8)
        if let known = positions.withLock({ $0 }) { return known[name] }
        let collected = Dictionary(
            variants.enumerated().compactMap { position, variant in
                variant.schema.name.map { (Array($0.utf8), position) }
            }, uniquingKeysWith: { first, _ in first })
        positions.withLock { $0 = collected }
        return collected[name]
    }
}
