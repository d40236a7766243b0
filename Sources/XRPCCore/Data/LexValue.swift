// SPDX-License-Identifier: Apache-2.0

/// A value of the AT Protocol data model, in which there are no fractions (atproto.com/specs/data-model).
public enum LexValue: Sendable, Hashable {
    /// The null value.
    case null
    /// A boolean.
    case bool(Bool)
    /// A signed 64-bit integer.
    case integer(Int64)
    /// A string.
    case string(String)
    /// Bytes, which JSON spells `{"$bytes": …}`.
    case bytes([UInt8])
    /// A reference to other data by its hash, which JSON spells `{"$link": …}`.
    case link(CID)
    /// An array.
    case array([LexValue])
    /// An object.
    case object(LexObject)
}

/// The members of an object in the order they were written, with unique names.
public struct LexObject: Sendable, ExpressibleByDictionaryLiteral {
    /// One name and its value.
    public struct Member: Sendable, Hashable {
        /// The name.
        public let name: String
        /// The value.
        public let value: LexValue

        /// Makes a member.
        public init(name: String, value: LexValue) {
            self.name = name
            self.value = value
        }
    }

    /// All members in order.
    public private(set) var members: [Member]

    /// Makes an object without members.
    public init() { members = [] }

    /// Makes an object; of two members with one name the later replaces the earlier.
    public init(dictionaryLiteral elements: (String, LexValue)...) {
        members = []
        for (name, value) in elements { self[name] = value }
    }

    /// Makes an object from members whose names the caller knows to be unique.
    public init(uniqueMembers: [Member]) { members = uniqueMembers }

    /// The value of the member called `name`; setting nil removes it, setting a new name appends it.
    public subscript(name: String) -> LexValue? {
        get { members.first { $0.name.isSpelled(as: name) }?.value }
        set {
            let position = members.firstIndex { $0.name.isSpelled(as: name) }
            switch (position, newValue) {
            case (let position?, let value?): members[position] = Member(name: name, value: value)
            case (let position?, nil): members.remove(at: position)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }
}

extension LexObject: Hashable {
    /// By the bytes of the names, as two names may be equal for Unicode and different as data.
    private var unordered: [[UInt8]: LexValue] {
        Dictionary(members.map { (Array($0.name.utf8), $0.value) }) { _, later in later }
    }

    /// Objects are equal where they have the same members, in any order.
    public static func == (left: LexObject, right: LexObject) -> Bool { left.unordered == right.unordered }

    /// Hashes the members without their order.
    public func hash(into hasher: inout Hasher) { hasher.combine(unordered) }
}
