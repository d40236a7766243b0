// SPDX-License-Identifier: Apache-2.0

/// The rules for values that hold no others.
extension SchemaValidator {
    mutating func checkInteger(_ number: Int64, _ minimum: Int64?, _ maximum: Int64?, _ allowed: [Int64]?) {
        if let minimum, number < minimum {
            report(.range, "must be at least \(minimum)", limit: minimum, actual: number)
        }
        if let maximum, number > maximum {
            report(.range, "must be at most \(maximum)", limit: maximum, actual: number)
        }
        if let allowed, !allowed.contains(number) {
            report(.allowed, "must be one of \(allowed.map(String.init).joined(separator: ", "))", actual: number)
        }
    }

    mutating func checkString(_ text: String, _ rule: StringRule) {
        let bytes = text.utf8.count
        checkLength(bytes, rule.minimumLength, rule.maximumLength, unit: "bytes")
        // A text never has more graphemes than bytes, so most texts need no counting.
        if rule.minimumGraphemes != nil || bytes > rule.maximumGraphemes ?? .max {
            checkLength(text.count, rule.minimumGraphemes, rule.maximumGraphemes, unit: "graphemes", rule: .graphemes)
        }
        if let allowed = rule.allowed, !allowed.contains(where: { $0.isSpelled(as: text) }) {
            report(.allowed, "must be one of \(allowed.joined(separator: ", "))")
        }
        if let format = rule.format, format.init(rawValue: text) == nil {
            report(.format, "must be a valid \(format.formatName)")
        }
    }

    mutating func checkLength(
        _ count: Int, _ minimum: Int?, _ maximum: Int?, unit: String, rule: LexDataError.Rule = .length
    ) {
        if let minimum, count < minimum {
            report(
                rule, "must have at least \(minimum) \(unit), has \(count)", limit: Int64(minimum), actual: Int64(count)
            )
        }
        if let maximum, count > maximum {
            report(
                rule, "must have at most \(maximum) \(unit), has \(count)", limit: Int64(maximum), actual: Int64(count))
        }
    }

    mutating func checkBlob(_ object: LexObject, _ accept: [String]?, _ maximum: Int?) {
        guard let blob = Blob(lexValue: .object(object)) else {
            report(.type, "must be a blob")
            return
        }
        if let accept, !accept.contains(where: { Blob.matches(blob.mimeType, pattern: $0) }) {
            report(.mimeType, "must be of a type among \(accept.joined(separator: ", "))")
        }
        if let maximum, blob.size > maximum {
            report(
                .length, "must have at most \(maximum) bytes, has \(blob.size)", limit: Int64(maximum),
                actual: Int64(blob.size))
        }
    }
}

extension LexSchema {
    var expectedKind: String {
        switch self {
        case .boolean: "a boolean"
        case .integer: "an integer"
        case .string: "a string"
        case .bytes: "bytes"
        case .link: "a link"
        case .blob: "a blob"
        case .array: "an array"
        case .definition, .union, .unknown: "an object"
        }
    }
}

extension LexValue {
    var isContainer: Bool {
        switch self {
        case .array, .object: true
        case .null, .bool, .integer, .string, .bytes, .link: false
        }
    }

    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .string: "a string"
        case .bytes: "bytes"
        case .link: "a link"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
