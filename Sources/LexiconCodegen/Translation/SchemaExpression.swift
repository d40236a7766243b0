// SPDX-License-Identifier: Apache-2.0

import Lexicon

/// Writes the expressions that become the schema tables of generated types.
enum SchemaExpression {
    static func boolean(_ type: BooleanType) -> String {
        type.constant.map { ".boolean(constant: \($0))" } ?? ".boolean()"
    }

    static func integer(_ type: IntegerType) -> String {
        let allowed = type.constant.map { [$0] } ?? type.allowed
        return call(
            ".integer",
            [
                ("minimum", type.minimum.map(String.init)), ("maximum", type.maximum.map(String.init)),
                ("allowed", allowed.map { "[\($0.map(String.init).joined(separator: ", "))]" }),
            ])
    }

    static func string(_ type: StringType) -> String {
        let allowed = type.constant.map { [$0] } ?? type.allowed
        let rule = call(
            "StringRule",
            [
                ("format", type.format.map { "\(typeName($0)).self" }),
                ("minimumLength", type.minimumLength.map(String.init)),
                ("maximumLength", type.maximumLength.map(String.init)),
                ("minimumGraphemes", type.minimumGraphemes.map(String.init)),
                ("maximumGraphemes", type.maximumGraphemes.map(String.init)),
                ("allowed", allowed.map(list)),
            ])
        return rule == "StringRule()" ? ".string()" : ".string(\(rule))"
    }

    static func bytes(_ minimum: Int?, _ maximum: Int?) -> String {
        call(".bytes", [("minimumLength", minimum.map(String.init)), ("maximumLength", maximum.map(String.init))])
    }

    static func blob(_ type: BlobType) -> String {
        call(".blob", [("accept", type.accept.map(list)), ("maximumSize", type.maximumSize.map(String.init))])
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
        case .atURI: "ATURI"
        case .cid: "CID"
        case .tid: "TID"
        case .recordKey: "RecordKey"
        case .uri: "URIString"
        case .language: "LanguageTag"
        }
    }

    private static func list(_ texts: [String]) -> String {
        "[\(texts.map(SwiftNames.literal).joined(separator: ", "))]"
    }

    private static func call(_ function: String, _ arguments: [(label: String?, value: String?)]) -> String {
        let written = arguments.compactMap { label, value in
            value.map { value in label.map { "\($0): \(value)" } ?? value }
        }
        return "\(function)(\(written.joined(separator: ", ")))"
    }
}
