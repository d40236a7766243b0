// SPDX-License-Identifier: Apache-2.0

/// Finds the places at which large types must be kept outside of the types that contain them.
///
/// For every type the compiler writes functions that copy, replace and destroy each part it contains by value, down to
/// the last string. Without boxes a few deep types take most of the time and memory of a build.
struct BulkBreaker {
    /// The most parts of a type that another contains by value.
    static let mostParts = 16
    /// Types within types that are looked at; what is deeper counts as large, so that no lexicon can exhaust the stack.
    private static let maximumDepth = 100

    /// The unions to make indirect, by full name; those that were before are among them.
    private(set) var unions: Set<String>
    /// The properties to make indirect; those that were before are among them.
    private(set) var fields: Set<[String]>

    private let contents: [String: [RecursionBreaker.Edge]]
    private let unionNames: Set<String>
    /// How many properties of a struct contain no other generated type.
    private let plainParts: [String: Int]
    private var parts: [String: Int] = [:]

    /// - Parameters:
    ///   - contents: what each type contains by value.
    ///   - unionNames: which of the types are unions.
    ///   - plainParts: how many properties beside those each struct has.
    ///   - recursion: what is indirect already, which leaves no cycle.
    init(
        contents: [String: [RecursionBreaker.Edge]], unionNames: Set<String>, plainParts: [String: Int],
        after recursion: RecursionBreaker
    ) {
        self.contents = contents
        self.unionNames = unionNames
        self.plainParts = plainParts
        unions = recursion.unions
        fields = recursion.fields
        for name in contents.keys.sorted() { _ = count(name, depth: 0) }
    }

    /// How many parts a type has where it is contained by value.
    private mutating func count(_ name: String, depth: Int) -> Int {
        if unions.contains(name) { return 1 }
        if let known = parts[name] { return known }
        guard depth < Self.maximumDepth else { return Self.mostParts + 1 }
        var sum = 1 + (plainParts[name] ?? 0)
        for edge in contents[name] ?? [] {
            sum +=
                unionNames.contains(name) ? count(edge.target, depth: depth + 1) : count(edge, of: name, depth: depth)
        }
        if unionNames.contains(name), sum > Self.mostParts {
            unions.insert(name)
            sum = 1
        }
        parts[name] = sum
        return sum
    }

    private mutating func count(_ edge: RecursionBreaker.Edge, of structure: String, depth: Int) -> Int {
        let field = [structure, edge.label ?? ""]
        guard !fields.contains(field) else { return 1 }
        let count = count(edge.target, depth: depth + 1)
        guard count > Self.mostParts else { return count }
        fields.insert(field)
        return 1
    }
}
