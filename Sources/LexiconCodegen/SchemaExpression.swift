// SPDX-License-Identifier: Apache-2.0

import Lexicon

/// Writes the expressions that become the schema tables of generated types.
enum SchemaExpression {
    static func integer(_ type: IntegerType) -> String {
        call(
            ".integer",
            [
                ("minimum", type.minimum.map(String.init)), ("maximum", type.maximum.map(String.init)),
                ("allowed", type.allowed.map { "[\($0.map(String.init).joined(separator: ", "))]" }),
            ])
    }

    static func string(_ type: StringType) -> String {
        let rule = call(
            "StringRule",
            [
                ("format", type.format.map { "\(typeName($0)).self" }),
                ("minimumLength", type.minimumLength.map(String.init)),
                ("maximumLength", type.maximumLength.map(String.init)),
                ("minimumGraphemes", type.minimumGraphemes.map(String.init)),
                ("maximumGraphemes", type.maximumGraphemes.map(String.init)),
                ("allowed", type.allowed.map { "[\($0.map(SwiftNames.literal).joined(separator: ", "))]" }),
            ])
        return rule == "StringRule()" ? ".string()" : ".string(\(rule))"
    }

    static func array(_ type: ArrayType, element: String) -> String {
        call(
            ".array",
            [
                (nil, element), ("minimumLength", type.minimumLength.map(String.init)),
                ("maximumLength", type.maximumLength.map(String.init)),
            ])
    }

    static func typeName(_ format: KnownFormat) -> String {
        switch format {
        case .did: "DID"
        case .handle: "Handle"
        case .atIdentifier: "ATIdentifier"
        case .nsid: "NSID"
        case .datetime: "Datetime"
        }
    }

    private static func call(_ function: String, _ arguments: [(label: String?, value: String?)]) -> String {
        let written = arguments.compactMap { label, value in
            value.map { value in label.map { "\($0): \(value)" } ?? value }
        }
        return "\(function)(\(written.joined(separator: ", ")))"
    }
}
