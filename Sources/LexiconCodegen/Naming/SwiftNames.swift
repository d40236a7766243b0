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

    /// A type name, such as `MintWidgetToken` for `mintWidgetToken`.
    static func type(_ word: String) -> String { identifier(words(word).map(capitalized).joined()) }

    /// The name of a namespace, such as `Didpic` for `didpic`.
    ///
    /// Segments of an NSID that differ by more than the case of their first letter get different names, so that the
    /// name of one does not depend on which others there are: `ex-ample` is `Ex_ample`, and `exAmple` is `ExAmple`.
    static func namespace(_ segment: String) -> String {
        identifier(capitalized(segment.replacing("-", with: "_")))
    }

    /// A property name without backticks, such as `expiresAt`.
    static func property(_ word: String) -> String {
        let parts = words(word)
        return identifier((parts.first ?? "") + parts.dropFirst().map(capitalized).joined())
    }

    /// The name of an enum case or a constant, such as `blockedActor` for `BlockedActor`.
    static func enumCase(_ word: String) -> String {
        let name = property(word)
        let isAllCapitals = !name.contains { $0.isLowercase }
        return isAllCapitals ? name.lowercased() : name.prefix(1).lowercased() + name.dropFirst()
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
            case _ where scalar.value < 0x20 || scalar.value == 0x7F || !scalar.isASCII:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func identifier(_ joined: String) -> String {
        joined.isEmpty || joined.first?.isNumber == true ? "_" + (joined.isEmpty ? "empty" : joined) : joined
    }

    private static func words(_ text: String) -> [String] {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init)
    }

    static func capitalized(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
}
