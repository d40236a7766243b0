// SPDX-License-Identifier: Apache-2.0

public import XRPCCore

/// Breaks valid values in one known way each, for tests of what a validator must refuse and how it names the place.
///
/// The same seed breaks the same values in the same ways. Every way that is open for a value is equally likely, however
/// many places it fits.
public struct ValueBreaker: Sendable {
    private var random: SplitMix64

    /// Starts the series of a seed.
    public init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// Breaks an object that its schema accepts, or gives nil where the schema accepts every object.
    public mutating func broken(_ object: LexObject, _ schema: ObjectSchema) -> BrokenValue? {
        let points = WeakPointFinder(object, schema).points
        var changes = BrokenValue.Change.allCases.filter { change in points.contains { $0.change == change } }
        changes.shuffle(using: &random)
        for change in changes {
            for point in points.filter({ $0.change == change }).shuffled(using: &random).prefix(8) {
                if let broken = point.broken(object, &random) { return broken }
            }
        }
        return nil
    }
}
