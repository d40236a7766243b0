// SPDX-License-Identifier: Apache-2.0

/// Bounds that a text must keep before any of it is trusted.
public struct JSONLimits: Sendable {
    /// The longest text in bytes.
    public var maximumBytes: Int
    /// The deepest nesting of arrays and objects; a bare scalar has depth 0.
    public var maximumDepth: Int
    /// The most members in any one object.
    public var maximumMembers: Int

    /// Makes a set of bounds.
    public init(maximumBytes: Int, maximumDepth: Int, maximumMembers: Int) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = maximumDepth
        self.maximumMembers = maximumMembers
    }

    /// Bounds for the header and the claims of a token: 16 KiB, 8 levels, 64 members an object.
    public static let token = JSONLimits(maximumBytes: 16_384, maximumDepth: 8, maximumMembers: 64)
    /// Bounds for a request body: 1 MiB, 64 levels, 10,000 members an object.
    public static let body = JSONLimits(maximumBytes: 1_048_576, maximumDepth: 64, maximumMembers: 10_000)
    /// Bounds for a lexicon document: 4 MiB, 64 levels as in the data model, 100,000 members an object.
    public static let lexicon = JSONLimits(maximumBytes: 4_194_304, maximumDepth: 64, maximumMembers: 100_000)
    /// Bounds for another local file: 16 MiB, 512 levels, 100,000 members an object.
    public static let file = JSONLimits(maximumBytes: 16_777_216, maximumDepth: 512, maximumMembers: 100_000)
}
