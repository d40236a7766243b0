// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// A place in a valid value and one way to break it there.
struct WeakPoint {
    /// What comes into the place.
    enum Replacement {
        /// Nothing.
        case absence
        /// A value; nil where none could be found.
        case value((inout SplitMix64) -> LexValue?)
    }

    let path: DataPath
    let change: BrokenValue.Change
    let replacement: Replacement

    /// Breaks the object in this place.
    func broken(_ object: LexObject, _ random: inout SplitMix64) -> BrokenValue? {
        var value: LexValue?
        if case .value(let make) = replacement {
            value = make(&random)
            guard value != nil else { return nil }
        }
        return BrokenValue(
            object: path.replacing(in: object, with: value), change: change, path: path.pointer, rule: change.rule)
    }
}
