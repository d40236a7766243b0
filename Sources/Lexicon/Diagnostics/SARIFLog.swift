// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Findings in the Static Analysis Results Interchange Format (SARIF 2.1.0), which code hosts show beside the lines.
struct SARIFLog {
    /// The files that findings are about and their lines, by their names in findings.
    private let sources: [String: (bytes: [UInt8], lines: LineIndex)]
    private let folder: String?

    /// - Parameters:
    ///   - sources: the files that findings may be about, by their names in findings.
    ///   - diagnostics: the findings.
    ///   - folder: the absolute path to which files are named relatively.
    init(sources: [String: LexiconFile], of diagnostics: [Diagnostic], folder: String?) {
        self.folder = folder
        let wanted = Set(diagnostics.map(\.file))
        self.sources = sources.filter { wanted.contains($0.key) }.mapValues { ($0.bytes, LineIndex($0.bytes)) }
    }

    func log(of diagnostics: [Diagnostic]) -> JSONText {
        .object([
            "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"), "version": .string("2.1.0"),
            "runs": .array([run(diagnostics)]),
        ])
    }

    private func run(_ diagnostics: [Diagnostic]) -> JSONText {
        let rules = Diagnostic.Rule.allCases
        let driver: JSONText = .object([
            "name": .string("lexicon-tool"),
            "rules": .array(rules.map(Self.explanation)),
        ])
        return .object([
            "tool": .object(["driver": driver]), "columnKind": .string("utf16CodeUnits"),
            "results": .array(diagnostics.map { result($0, ruleIndex: rules.firstIndex(of: $0.rule) ?? -1) }),
        ])
    }

    private static func explanation(_ rule: Diagnostic.Rule) -> JSONText {
        .object([
            "id": .string(rule.rawValue), "shortDescription": .object(["text": .string(rule.cause)]),
            "help": .object(["text": .string(rule.remedy)]),
            "defaultConfiguration": .object(["level": .string(rule.severity.rawValue)]),
        ])
    }

    private func result(_ diagnostic: Diagnostic, ruleIndex: Int) -> JSONText {
        .object([
            "ruleId": .string(diagnostic.rule.rawValue), "ruleIndex": .integer(ruleIndex),
            "level": .string(diagnostic.severity.rawValue),
            "message": .object(["text": .string(diagnostic.message)]),
            "locations": .array([.object(["physicalLocation": location(diagnostic)])]),
        ])
    }

    private func location(_ diagnostic: Diagnostic) -> JSONText {
        .object([
            "artifactLocation": .object(["uri": .string(uri(diagnostic.file))]),
            "region": .object([
                "startLine": .integer(diagnostic.position.line), "startColumn": .integer(column(diagnostic)),
            ]),
        ])
    }

    /// The column in UTF-16 code units, where the line is known.
    private func column(_ diagnostic: Diagnostic) -> Int {
        let position = diagnostic.position
        guard let (bytes, lines) = sources[diagnostic.file], let start = lines.start(ofLine: position.line) else {
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
