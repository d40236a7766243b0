// SPDX-License-Identifier: Apache-2.0

/// Turns one word of a lexicon into a Swift identifier, without knowing its neighbours.
enum SwiftNames {
    private static let keywords: Set<String> = [
        "Any", "Self", "actor", "as", "associatedtype", "await", "break", "case", "catch", "class", "continue",
        "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for",
        "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "open", "operator",
        "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct",
        "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ]
    /// Members that every generated struct has already, or that Swift gives a meaning of its own.
    private static let takenMembers: Set<String> = [
        "Protocol", "Type", "hash", "hashValue", "init", "lexObject", "lexValue", "schema", "self", "unknownFields",
        "write",
    ]
    private static let takenTypes: Set<String> = ["Protocol", "Type", "Self", "Any"]

    /// A type name, such as `MintWidgetToken` for `mintWidgetToken`.
    static func type(_ word: String) -> String {
        let joined = words(word).map(capitalized).joined()
        let name = startsWithDigit(joined) || joined.isEmpty ? "_" + joined : joined
        return takenTypes.contains(name) ? name + "_" : name
    }

    /// A property name without backticks, such as `expiresAt`.
    static func property(_ word: String) -> String {
        let parts = words(word)
        let joined = (parts.first ?? "") + parts.dropFirst().map(capitalized).joined()
        let name = startsWithDigit(joined) || joined.isEmpty ? "_" + joined : joined
        return takenMembers.contains(name) ? name + "_" : name
    }

    /// The identifier as source code: in backticks where it is a keyword.
    static func source(_ identifier: String) -> String {
        keywords.contains(identifier) ? "`\(identifier)`" : identifier
    }

    /// A string literal.
    static func literal(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func words(_ text: String) -> [String] {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init)
    }

    private static func capitalized(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
    private static func startsWithDigit(_ word: String) -> Bool { word.first?.isNumber == true }
}

/// Hands out names that are unique in one scope.
struct NameScope {
    private var used: Set<String> = []

    /// `wanted`, or the first of `wanted2`, `wanted3`, … that is free.
    mutating func claim(_ wanted: String) -> String {
        var name = wanted
        var number = 2
        while !used.insert(name).inserted {
            name = "\(wanted)\(number)"
            number += 1
        }
        return name
    }
}
