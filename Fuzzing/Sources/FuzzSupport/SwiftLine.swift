// SPDX-License-Identifier: Apache-2.0

/// One line of generated Swift, cut into words and punctuation; the contents of literals are left out.
struct SwiftLine {
    private enum Token: Equatable {
        case word(String)
        case mark(UInt8)
        case literal
        /// A literal that the line does not end, or an escape that there is not.
        case broken
    }

    private let tokens: [Token]
    private let bytes: Substring.UTF8View

    init(_ bytes: Substring.UTF8View) {
        self.bytes = bytes
        tokens = bytes.starts(with: "//".utf8) ? [] : Self.tokens(bytes)
    }

    var text: String { String(Substring(bytes)) }
    var isComment: Bool { bytes.starts(with: "//".utf8) }
    var opens: Bool { tokens.last == .mark(UInt8(ascii: "{")) }
    var closes: Bool { tokens.first == .mark(UInt8(ascii: "}")) }

    private static let starts: Set<String> = [
        "public", "package", "internal", "extension", "case", "default", "switch", "self", "writer", "unknownFields",
        "nsid", "kind", "parameters", "input", "output", "message", "errors", "ObjectSchema",
    ]

    /// Whether the line is one that the generator writes.
    var isKnown: Bool {
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }), !tokens.contains(.broken) else { return false }
        guard !isComment, let first = tokens.first else { return true }
        let braces = tokens.filter { $0 == .mark(UInt8(ascii: "{")) }.count
        guard braces <= 1 else { return false }
        switch first {
        case .word(let word): return Self.starts.contains(word) || isElement
        case .mark(let mark): return "}]@".utf8.contains(mark)
        case .literal, .broken: return false
        }
    }

    /// A line of a list: a path and a comma.
    private var isElement: Bool {
        tokens.last == .mark(UInt8(ascii: ","))
            && tokens.dropLast().enumerated().allSatisfy { position, token in
                if case .word = token { position.isMultiple(of: 2) } else { token == .mark(UInt8(ascii: ".")) }
            }
    }

    /// The type that an extension is about.
    var extensionPath: [String]? {
        guard tokens.first == .word("extension") else { return nil }
        return Self.paths(tokens.dropFirst()).first
    }

    /// What the line declares.
    var declaration: (name: String, isType: Bool)? {
        for (position, token) in tokens.enumerated() {
            guard case .word(let word) = token, position + 1 < tokens.count,
                case .word(let name) = tokens[position + 1]
            else { continue }
            switch word {
            case "enum", "struct", "typealias": return (name, true)
            case "let", "var", "case": return (name, false)
            case "init", "func", "import": return nil
            default: continue
            }
        }
        return nil
    }

    /// Words that points connect.
    var paths: [[String]] { Self.paths(tokens[...]) }

    private static func paths(_ tokens: ArraySlice<Token>) -> [[String]] {
        var paths: [[String]] = []
        var current: [String] = []
        var expectsWord = true
        for token in tokens {
            switch token {
            case .word(let word) where expectsWord && !word.isEmpty:
                current.append(word)
                expectsWord = false
            case .mark(UInt8(ascii: ".")) where !current.isEmpty:
                expectsWord = true
            default:
                if !current.isEmpty { paths.append(current) }
                current = []
                expectsWord = true
                if case .word(let word) = token { (current, expectsWord) = ([word], false) }
            }
        }
        return current.isEmpty ? paths : paths + [current]
    }

    static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy(isWordByte)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}

extension SwiftLine {
    private static func tokens(_ bytes: Substring.UTF8View) -> [Token] {
        var tokens: [Token] = []
        var rest = bytes
        while let byte = rest.first {
            if isWordByte(byte) {
                let word = rest.prefix(while: isWordByte)
                rest = rest[word.endIndex...]
                tokens.append(.word(String(Substring(word))))
                continue
            }
            rest = rest.dropFirst()
            switch byte {
            case UInt8(ascii: "\""): tokens.append(literal(&rest))
            case UInt8(ascii: "`"):
                let word = rest.prefix { $0 != UInt8(ascii: "`") }
                rest = rest[word.endIndex...].dropFirst()
                tokens.append(.word(String(Substring(word))))
            case UInt8(ascii: " "): break
            default: tokens.append(byte < 0x80 ? .mark(byte) : .broken)
            }
        }
        return tokens
    }

    /// Takes the rest of a literal, which knows the escapes `\"`, `\\` and `\u{…}`.
    private static func literal(_ rest: inout Substring.UTF8View) -> Token {
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") { return .literal }
            guard byte == UInt8(ascii: "\\") else { continue }
            switch rest.popFirst() {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): continue
            case UInt8(ascii: "u"): continue
            default: return .broken
            }
        }
        return .broken
    }
}
