// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Booleans, integers and strings with their constraints.
extension LexiconParser {
    mutating func booleanType(_ node: Node) -> BooleanType {
        checkMembers(node, ["type", "description", "default", "const"])
        checkSingleMeaning(node)
        return BooleanType(defaultValue: boolean(node, "default"), constant: boolean(node, "const"))
    }

    mutating func integerType(_ node: Node) -> IntegerType {
        checkMembers(node, ["type", "description", "default", "const", "enum", "minimum", "maximum"])
        checkSingleMeaning(node)
        let minimum = integer(node, "minimum")
        let maximum = integer(node, "maximum")
        if let minimum, let maximum, minimum > maximum {
            error(node.at("minimum"), .contradiction, "minimum \(minimum) is above maximum \(maximum)")
        }
        let allowed = allowedIntegers(node)
        let type = IntegerType(
            minimum: minimum, maximum: maximum, allowed: allowed, defaultValue: integer(node, "default"),
            constant: integer(node, "const"))
        for (name, value) in [("default", type.defaultValue), ("const", type.constant)] {
            if let value, value < minimum ?? value || value > maximum ?? value {
                error(node.at(name), .contradiction, "\(name) \(value) is out of bounds")
            }
            if let value, let allowed, !allowed.contains(value) {
                error(node.at(name), .contradiction, "\(name) \(value) is not in the enum")
            }
        }
        return type
    }

    private mutating func allowedIntegers(_ node: Node) -> [Int64]? {
        guard let value = node.value("enum") else { return nil }
        guard let elements = value.array, !elements.isEmpty, elements.allSatisfy({ $0.integer != nil }) else {
            error(node.at("enum"), .shape, "enum must be an array of integers, and not empty")
            return nil
        }
        return elements.compactMap(\.integer)
    }

    mutating func stringType(_ node: Node) -> StringType {
        checkMembers(
            node,
            [
                "type", "description", "default", "const", "enum", "format", "knownValues", "minLength", "maxLength",
                "minGraphemes", "maxGraphemes",
            ])
        checkSingleMeaning(node)
        let (minimum, maximum) = bounds(node, "minLength", "maxLength")
        let (minimumGraphemes, maximumGraphemes) = bounds(node, "minGraphemes", "maxGraphemes")
        let allowed = node.has("enum") ? names(node, "enum") : nil
        if allowed?.isEmpty == true { error(node.at("enum"), .shape, "an enum must not be empty") }
        let type = StringType(
            formatName: format(node), minimumLength: minimum, maximumLength: maximum,
            minimumGraphemes: minimumGraphemes, maximumGraphemes: maximumGraphemes, allowed: allowed,
            knownValues: node.has("knownValues") ? names(node, "knownValues") : nil,
            defaultValue: string(node, "default"), constant: string(node, "const"))
        for (name, value) in [("default", type.defaultValue), ("const", type.constant)] {
            if let value { check(value, of: type, node.at(name), name) }
        }
        return type
    }

    private mutating func check(_ value: String, of type: StringType, _ pointer: [String], _ name: String) {
        if let allowed = type.allowed, !allowed.contains(value) {
            error(pointer, .contradiction, "\(name) is not in the enum")
        }
        let bytes = value.utf8.count
        if bytes < type.minimumLength ?? 0 || bytes > type.maximumLength ?? .max {
            error(pointer, .contradiction, "\(name) has \(bytes) bytes, which the bounds exclude")
        }
        let graphemes = value.count
        if graphemes < type.minimumGraphemes ?? 0 || graphemes > type.maximumGraphemes ?? .max {
            error(pointer, .contradiction, "\(name) has \(graphemes) graphemes, which the bounds exclude")
        }
    }

    private mutating func checkSingleMeaning(_ node: Node) {
        if node.has("default"), node.has("const") {
            error(node.at("default"), .constantWithDefault, "a const needs no default")
        }
    }

    private mutating func format(_ node: Node) -> String? {
        guard let text = string(node, "format") else { return nil }
        if KnownFormat(rawValue: text) == nil {
            let nearest = EditDistance.nearest(to: text, among: KnownFormat.allCases.map(\.rawValue))
            let suggestion = nearest.map { "; did you mean \($0)?" } ?? "; its strings stay plain"
            warning(node.at("format"), .unknownFormat, "the format \(text) is unknown\(suggestion)")
        }
        return text
    }

    mutating func bounds(_ node: Node, _ lower: String, _ upper: String) -> (Int?, Int?) {
        let minimum = integer(node, lower).flatMap { Int(exactly: $0) }
        let maximum = integer(node, upper).flatMap { Int(exactly: $0) }
        for (name, bound) in [(lower, minimum), (upper, maximum)] where bound ?? 0 < 0 {
            error(node.at(name), .contradiction, "\(name) must not be negative")
        }
        if let minimum, let maximum, minimum > maximum {
            error(node.at(lower), .contradiction, "\(lower) \(minimum) is above \(upper) \(maximum)")
        }
        return (minimum, maximum)
    }

    private mutating func integer(_ node: Node, _ name: String) -> Int64? {
        guard let value = node.value(name) else { return nil }
        guard let number = value.integer else {
            error(node.at(name), .shape, "\(name) must be an integer, not \(value.kind)")
            return nil
        }
        return number
    }

    mutating func boolean(_ node: Node, _ name: String) -> Bool? {
        guard let value = node.value(name) else { return nil }
        guard let flag = value.bool else {
            error(node.at(name), .shape, "\(name) must be a boolean, not \(value.kind)")
            return nil
        }
        return flag
    }

    private mutating func string(_ node: Node, _ name: String) -> String? {
        guard let value = node.value(name) else { return nil }
        guard let text = value.string else {
            error(node.at(name), .shape, "\(name) must be a string, not \(value.kind)")
            return nil
        }
        return text
    }

    mutating func names(_ node: Node, _ name: String) -> [String] {
        guard let value = node.value(name) else { return [] }
        guard let elements = value.array, elements.allSatisfy({ $0.string != nil }) else {
            error(node.at(name), .shape, "\(name) must be an array of strings")
            return []
        }
        return elements.compactMap(\.string)
    }
}
