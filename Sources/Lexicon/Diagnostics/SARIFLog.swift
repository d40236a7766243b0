// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Findings in the Static Analysis Results Interchange Format (SARIF 2.1.0), which code hosts show beside the lines.
struct SARIFLog {
    /// What can be found.
    struct Rule {
        let id: String
        let summary: String
        let help: String
        let level: String
    }

    /// What was found.
    struct Result {
        let rule: String
        let level: String
        let message: String
        let file: String
        let position: SourcePosition
    }

    private let rules: [Rule]
    private let results: [Result]
    /// The files that findings are about and their lines, by their names in findings.
    private let sources: [String: (bytes: [UInt8], lines: LineIndex)]
    private let folder: String?

    /// - Parameters:
    ///   - rules: everything that can be found.
    ///   - results: what was found.
    ///   - sources: the files that findings may be about, by their names in findings.
    ///   - folder: the absolute path to which files are named relatively.
    init(rules: [Rule], results: [Result], sources: [String: LexiconFile], folder: String?) {
        self.rules = rules
        self.results = results
        self.folder = folder
        let wanted = Set(results.map(\.file))
        self.sources = sources.filter { wanted.contains($0.key) }.mapValues { ($0.bytes, LineIndex($0.bytes)) }
    }

    var log: JSONText {
        .object([
            "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"), "version": .string("2.1.0"),
            "runs": .array([run]),
        ])
    }

    private var run: JSONText {
        let indices = Dictionary(zip(rules.map(\.id), rules.indices)) { first, _ in first }
        let driver: JSONText = .object([
            "name": .string("lexicon-tool"), "rules": .array(rules.map(Self.explanation)),
        ])
        return .object([
            "tool": .object(["driver": driver]), "columnKind": .string("utf16CodeUnits"),
            "results": .array(results.map { object($0, ruleIndex: indices[$0.rule] ?? -1) }),
        ])
    }

    private static func explanation(_ rule: Rule) -> JSONText {
        .object([
            "id": .string(rule.id), "shortDescription": .object(["text": .string(rule.summary)]),
            "help": .object(["text": .string(rule.help)]),
            "defaultConfiguration": .object(["level": .string(rule.level)]),
        ])
    }

    private func object(_ result: Result, ruleIndex: Int) -> JSONText {
        .object([
            "ruleId": .string(result.rule), "ruleIndex": .integer(ruleIndex), "level": .string(result.level),
            "message": .object(["text": .string(result.message)]),
            "locations": .array([.object(["physicalLocation": location(result)])]),
        ])
    }

    private func location(_ result: Result) -> JSONText {
        .object([
            "artifactLocation": .object(["uri": .string(uri(result.file))]),
            "region": .object([
                "startLine": .integer(result.position.line), "startColumn": .integer(column(result)),
            ]),
        ])
    }

    /// The column in UTF-16 code units, where the line is known.
    private func column(_ result: Result) -> Int {
        let position = result.position
        guard let (bytes, lines) = sources[result.file], let start = lines.start(ofLine: position.line) else {
            return position.column
        }
        let before = bytes[start...].prefix(max(0, position.column - 1))
        return String(decoding: before, as: UTF8.self).utf16.count + 1
    }

    /// A relative reference for a file below the folder, an absolute URI for another absolute path.
    private func uri(_ path: String) -> String {
        if let folder, path.hasPrefix(folder + "/") { return Self.escaped(path.dropFirst(folder.count + 1)) }
        return (path.hasPrefix("/") ? "file://" : "") + Self.escaped(path[...])
    }

    /// Percent-encodes everything but unreserved characters and slashes (RFC 3986, section 2).
    private static func escaped(_ path: Substring) -> String {
        path.utf8.reduce(into: "") { result, byte in
            let character = Character(UnicodeScalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || "-._~/".contains(character) {
                result.append(character)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
    }
}
