// SPDX-License-Identifier: Apache-2.0

import LexTesting
import XRPCCore

/// Makes parameters that a query string can carry, and writes them.
struct QuerySampler {
    /// The greatest number that a query carries.
    private static let greatest: Int64 = 9_007_199_254_740_991

    private var generator: ValueGenerator

    init(seed: UInt64) { generator = ValueGenerator(seed: seed, unknownFields: false) }

    /// Values for the required fields, or for all fields.
    mutating func parameters(_ schema: ObjectSchema, onlyRequired: Bool) throws -> LexObject {
        var object = LexObject()
        for field in schema.fields {
            let isRequired = field.presence == .required || field.presence == .requiredNullable
            if onlyRequired, !isRequired { continue }
            guard let value = value(field.schema) else { throw CheckFailure("no value for \(field.name)") }
            object[field.name] = value
        }
        return object
    }

    private mutating func value(_ schema: LexSchema) -> LexValue? {
        for _ in 0..<200 {
            if let value = generator.value(schema), Self.isSendable(value) { return value }
        }
        return nil
    }

    private static func isSendable(_ value: LexValue) -> Bool {
        switch value {
        case .bool: true
        case .integer(let number): -greatest...greatest ~= number
        case .string(let text): !text.isEmpty && text.utf8.count < 500
        case .array(let elements): !elements.isEmpty && elements.count < 8 && elements.allSatisfy(isSendable)
        default: false
        }
    }

    /// The query string of an object; a list repeats its name.
    static func text(_ object: LexObject) -> String {
        object.members.flatMap { member in
            let values = if case .array(let elements) = member.value { elements } else { [member.value] }
            return values.map { "\(escaped(member.name))=\(escaped(text($0)))" }
        }.joined(separator: "&")
    }

    private static func text(_ value: LexValue) -> String {
        switch value {
        case .bool(let flag): String(flag)
        case .integer(let number): String(number)
        case .string(let text): text
        default: ""
        }
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80, scalar.properties.isAlphabetic || "0"..."9" ~= scalar {
                result.unicodeScalars.append(scalar)
            } else {
                result += byte < 16 ? "%0" : "%"
                result += String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
