// SPDX-License-Identifier: Apache-2.0

/// `Codable` for every generated type, given once: a type that is to have it only names the conformance.
extension LexConvertible where Self: Codable {
    /// Reads the value through the data model; constraints are checked for objects.
    ///
    /// - Throws: `DecodingError` where the data is of another type, ``LexDataError`` where it breaks a constraint.
    public init(from decoder: any Decoder) throws {
        let value = try LexValue(from: decoder)
        if let type = Self.self as? any LexStruct.Type, case .object(let object) = value {
            try type.schema.validate(object)
        }
        guard let result = Self(lexValue: value) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "is not of the declared type"))
        }
        self = result
    }

    /// Writes the value through the data model.
    public func encode(to encoder: any Encoder) throws { try lexValue.encode(to: encoder) }
}

extension LexValue: Codable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
        init(_ name: String) { stringValue = name }
    }

    /// Reads data in the JSON form of the data model; a number with a fraction is refused.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Name.self) {
            self = try Self.object(container)
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [LexValue] = []
            while !container.isAtEnd { elements.append(try container.decode(LexValue.self)) }
            self = .array(elements)
        } else {
            self = try Self.scalar(decoder.singleValueContainer())
        }
    }

    private static func object(_ container: KeyedDecodingContainer<Name>) throws -> LexValue {
        let names = container.allKeys
        if names.count == 1, let text = try? container.decode(String.self, forKey: names[0]) {
            if names[0].stringValue == "$link", let cid = CID(rawValue: text) { return .link(cid) }
            if names[0].stringValue == "$bytes", let bytes = Base64.decode(text) { return .bytes(bytes) }
        }
        let members = try names.map { name in
            LexObject.Member(name: name.stringValue, value: try container.decode(LexValue.self, forKey: name))
        }
        return .object(LexObject(uniqueMembers: members))
    }

    private static func scalar(_ container: any SingleValueDecodingContainer) throws -> LexValue {
        if container.decodeNil() { return .null }
        if let flag = try? container.decode(Bool.self) { return .bool(flag) }
        if let number = try? container.decode(Int64.self) { return .integer(number) }
        return .string(try container.decode(String.self))
    }

    /// Writes the JSON form of the data model.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .object(let object):
            var container = encoder.container(keyedBy: Name.self)
            for member in object.members { try container.encode(member.value, forKey: Name(member.name)) }
        case .link(let cid):
            var container = encoder.container(keyedBy: Name.self)
            try container.encode(cid.rawValue, forKey: Name("$link"))
        case .bytes(let bytes):
            var container = encoder.container(keyedBy: Name.self)
            try container.encode(Base64.encode(bytes), forKey: Name("$bytes"))
        case .null, .bool, .integer, .string:
            try encodeScalar(to: encoder)
        }
    }

    private func encodeScalar(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .bool(let flag): try container.encode(flag)
        case .integer(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        default: try container.encodeNil()
        }
    }
}
