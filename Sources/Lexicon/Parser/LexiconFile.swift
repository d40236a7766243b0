// SPDX-License-Identifier: Apache-2.0

/// A lexicon file in memory.
public struct LexiconFile: Sendable {
    /// The path from the root of the lexicons, with `/`, such as `com/example/read.json`.
    public let relativePath: String
    /// The name to use in findings; usually the absolute path.
    public let displayPath: String
    /// The content.
    public let bytes: [UInt8]

    /// Makes a file.
    public init(relativePath: String, displayPath: String, bytes: [UInt8]) {
        self.relativePath = relativePath
        self.displayPath = displayPath
        self.bytes = bytes
    }

    /// The NSID that the path spells.
    public var expectedID: String {
        let path = relativePath.hasSuffix(".json") ? relativePath.dropLast(5) : relativePath[...]
        return path.split(separator: "/").joined(separator: ".")
    }
}
