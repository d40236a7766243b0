// SPDX-License-Identifier: Apache-2.0

import StrictJSON

extension LexiconParser {
    mutating func dataType(_ node: Node) -> DataType? {
        switch node.text("type") {
        case "boolean": .boolean(defaultValue: boolean(node, "default"))
        case "integer": .integer(integerType(node))
        case "string": .string(stringType(node))
        case "array": arrayType(node).map(DataType.array)
        case "object": objectType(node, expecting: "object").map(DataType.object)
        case "ref": referenceType(node).map(DataType.reference)
        case let type: unsupported(node, type)
        }
    }

    private mutating func unsupported(_ node: Node, _ type: String?) -> DataType? {
        guard let type else {
            error(node.pointer, .shape, "type is missing")
            return nil
        }
        error(node.pointer + ["type"], .unsupportedType, "the type \(type) is not supported here")
        return nil
    }

    mutating func objectType(_ node: Node, expecting type: String) -> ObjectType? {
        guard node.text("type") == type else {
            error(node.pointer, .shape, "type must be \(type)")
            return nil
        }
        if node.has("nullable") {
            error(node.pointer + ["nullable"], .unsupportedType, "nullable is not supported here")
        }
        let entries = node.value("properties")
        guard entries == nil || entries?.object != nil else {
            error(node.pointer + ["properties"], .shape, "properties must be an object")
            return nil
        }
        let required = names(node, "required")
        let properties = (entries?.object?.members ?? []).compactMap { member in
            property(member, pointer: node.pointer + ["properties", member.name], required: required)
        }
        let known = Set((entries?.object?.members ?? []).map(\.name))
        for (position, name) in required.enumerated() where !known.contains(name) {
            error(node.pointer + ["required", String(position)], .requiredName, "there is no property \(name)")
        }
        return ObjectType(properties: properties)
    }

    private mutating func property(
        _ member: JSONObject.Member, pointer: [String], required: [String]
    ) -> ObjectType.Property? {
        guard let node = Node(member.value, pointer) else {
            error(pointer, .shape, "a property is an object")
            return nil
        }
        return dataType(node).map {
            ObjectType.Property(
                name: member.name, type: $0, isRequired: required.contains(member.name),
                description: node.text("description"))
        }
    }

    private mutating func referenceType(_ node: Node) -> Reference? {
        guard let text = node.text("ref"), !text.isEmpty else {
            error(node.pointer, .shape, "a ref needs the member ref")
            return nil
        }
        return reference(text, node.pointer + ["ref"])
    }

    private mutating func arrayType(_ node: Node) -> ArrayType? {
        guard let items = node.child("items") else {
            error(node.pointer, .shape, "an array needs items")
            return nil
        }
        let (minimum, maximum) = bounds(node, "minLength", "maxLength")
        return dataType(items).map { ArrayType(items: $0, minimumLength: minimum, maximumLength: maximum) }
    }

    private mutating func integerType(_ node: Node) -> IntegerType {
        let minimum = integer(node, "minimum")
        let maximum = integer(node, "maximum")
        let value = integer(node, "default")
        if let minimum, let maximum, minimum > maximum {
            error(node.pointer + ["minimum"], .contradiction, "minimum \(minimum) is above maximum \(maximum)")
        }
        if let value, value < minimum ?? value || value > maximum ?? value {
            error(node.pointer + ["default"], .contradiction, "the default \(value) is out of bounds")
        }
        let allowed = node.value("enum")?.array?.compactMap(\.integer)
        if let value, let allowed, !allowed.contains(value) {
            error(node.pointer + ["default"], .contradiction, "the default \(value) is not in the enum")
        }
        return IntegerType(minimum: minimum, maximum: maximum, allowed: allowed, defaultValue: value)
    }

    private mutating func stringType(_ node: Node) -> StringType {
        let (minimum, maximum) = bounds(node, "minLength", "maxLength")
        let (minimumGraphemes, maximumGraphemes) = bounds(node, "minGraphemes", "maxGraphemes")
        let allowed = node.has("enum") ? names(node, "enum") : nil
        let value = node.text("default")
        if let value, let allowed, !allowed.contains(value) {
            error(node.pointer + ["default"], .contradiction, "the default is not in the enum")
        }
        return StringType(
            format: format(node), minimumLength: minimum, maximumLength: maximum,
            minimumGraphemes: minimumGraphemes, maximumGraphemes: maximumGraphemes, allowed: allowed,
            knownValues: names(node, "knownValues"), defaultValue: value)
    }

    private mutating func format(_ node: Node) -> KnownFormat? {
        guard let text = node.text("format") else { return nil }
        guard let format = KnownFormat(rawValue: text) else {
            warning(node.pointer + ["format"], .unknownFormat, "the format \(text) is unknown; its strings stay plain")
            return nil
        }
        return format
    }

    private mutating func bounds(_ node: Node, _ lower: String, _ upper: String) -> (Int?, Int?) {
        let minimum = integer(node, lower).flatMap { Int(exactly: $0) }
        let maximum = integer(node, upper).flatMap { Int(exactly: $0) }
        for (name, bound) in [(lower, minimum), (upper, maximum)] where bound ?? 0 < 0 {
            error(node.pointer + [name], .contradiction, "\(name) must not be negative")
        }
        if let minimum, let maximum, minimum > maximum {
            error(node.pointer + [lower], .contradiction, "\(lower) \(minimum) is above \(upper) \(maximum)")
        }
        return (minimum, maximum)
    }

    private mutating func integer(_ node: Node, _ name: String) -> Int64? {
        guard let value = node.value(name) else { return nil }
        guard let number = value.integer else {
            error(node.pointer + [name], .shape, "\(name) must be an integer")
            return nil
        }
        return number
    }

    private mutating func boolean(_ node: Node, _ name: String) -> Bool? {
        guard let value = node.value(name) else { return nil }
        guard let flag = value.bool else {
            error(node.pointer + [name], .shape, "\(name) must be a boolean")
            return nil
        }
        return flag
    }

    private mutating func names(_ node: Node, _ name: String) -> [String] {
        guard let value = node.value(name) else { return [] }
        guard let elements = value.array, elements.allSatisfy({ $0.string != nil }) else {
            error(node.pointer + [name], .shape, "\(name) must be an array of strings")
            return []
        }
        return elements.compactMap(\.string)
    }
}
