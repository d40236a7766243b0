// SPDX-License-Identifier: Apache-2.0

/// The members of a JSON object in document order; names are unique and are compared byte by byte.
///
/// Swift's own string equality follows Unicode equivalence, under which two different names may be equal. A reader
/// of signed claims cannot afford that, so look-ups here compare UTF-8.
public struct JSONObject: Sendable {
    /// One name and its value.
    public struct Member: Sendable {
        /// The unescaped name.
        public let name: String
        /// The value.
        public let value: JSONValue

        /// Makes a member.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// All members in document order.
    public let members: [Member]
    private let index: [[UInt8]: Int]?
    private static let linearSearchLimit = 24

    /// Makes an object from members whose names the caller knows to be unique.
    package init(uniqueMembers: [Member]) {
        members = uniqueMembers
        guard uniqueMembers.count > Self.linearSearchLimit else {
            index = nil
            return
        }
        var positions: [[UInt8]: Int] = Dictionary(minimumCapacity: uniqueMembers.count)
        for (position, member) in uniqueMembers.enumerated() { positions[Array(member.name.utf8)] = position }
        index = positions
    }

    /// The value of the member called `name`, or nil where there is none.
    ///
    /// A member whose value is `null` is `.null`.
    public subscript(name: String) -> JSONValue? {
        if let index { return index[Array(name.utf8)].map { members[$0].value } }
        let length = name.utf8.count
        return members.first { $0.name.utf8.count == length && $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// Whether a member of that name is present, even with the value `null`.
    public func contains(_ name: String) -> Bool { self[name] != nil }
}
