// SPDX-License-Identifier: Apache-2.0

/// The fields of an object definition, of an inline object, or of a method's parameters.
public struct ObjectSchema: Sendable {
    /// The two questions that a lexicon answers for every field.
    public enum Presence: Sendable {
        /// The field must be there and is not null.
        case required
        /// The field may be absent and is not null.
        case optional
        /// The field must be there and may be null.
        case requiredNullable
        /// The field may be absent or null, which are different.
        case optionalNullable

        package var isRequired: Bool { self == .required || self == .requiredNullable }
        package var isNullable: Bool { self == .requiredNullable || self == .optionalNullable }
    }

    /// One field.
    public struct Field: Sendable {
        /// The name on the wire.
        public let name: String
        /// Whether it must be there, and whether it may be null.
        public let presence: Presence
        /// What its value must be.
        public let schema: LexSchema

        /// Makes a field.
        public init(_ name: String, _ presence: Presence, _ schema: LexSchema) {
            self.name = name
            self.presence = presence
            self.schema = schema
        }
    }

    /// The name of the definition in data, or nil for an inline object.
    public let name: String?
    /// Whether the object is a record, which always carries its `$type`.
    public let isRecord: Bool
    /// The fields in lexicon order.
    public let fields: [Field]

    /// The schema of an inline object or of parameters.
    public init(_ fields: [Field] = []) {
        name = nil
        isRecord = false
        self.fields = fields
    }

    /// The schema of an object definition.
    public init(name: String, _ fields: [Field]) {
        self.name = name
        isRecord = false
        self.fields = fields
    }

    /// The schema of a record.
    public init(record: String, _ fields: [Field]) {
        name = record
        isRecord = true
        self.fields = fields
    }

    /// Sorts the members of an object: the value of each field in order, and what the schema does not know.
    func sorted(_ object: LexObject) -> (values: [LexValue?], unknown: [LexObject.Member]) {
        var values = [LexValue?](repeating: nil, count: fields.count)
        var unknown: [LexObject.Member] = []
        var next = 0
        for member in object.members {
            guard let position = position(of: member.name, after: next) else {
                if !(isRecord && member.name == "$type") { unknown.append(member) }
                continue
            }
            values[position] = member.value
            next = position + 1
        }
        return (values, unknown)
    }

    /// Members mostly come in lexicon order, so the search starts where the last one was found.
    private func position(of name: String, after start: Int) -> Int? {
        fields[start...].firstIndex { $0.name.isSpelled(as: name) }
            ?? fields[..<start].firstIndex { $0.name.isSpelled(as: name) }
    }
}
