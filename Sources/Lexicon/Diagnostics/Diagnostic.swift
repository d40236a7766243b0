// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

/// One finding about a lexicon document, in the form that compilers print.
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
    /// How bad a finding is.
    public enum Severity: String, Sendable {
        /// Nothing is generated.
        case error
        /// The author should look; generation goes on.
        case warning
        /// Nothing is wrong; there is something to know.
        case note
    }

    /// The file as the caller named it.
    public let file: String
    /// The place in the file.
    public let position: SourcePosition
    /// How bad it is.
    public let severity: Severity
    /// The stable name of the rule.
    public let rule: Rule
    /// What is wrong, and with what.
    public let message: String

    /// Makes a finding.
    public init(file: String, position: SourcePosition, severity: Severity, rule: Rule, message: String) {
        self.file = file
        self.position = position
        self.severity = severity
        self.rule = rule
        self.message = message
    }

    /// `file:line:column: error: message [rule]`; always one line, with a space for each control character.
    public var description: String {
        let text = "\(file):\(position.line):\(position.column): \(severity.rawValue): \(message) [\(rule.rawValue)]"
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            line.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(line)
    }

    /// The same finding with another severity.
    public func with(severity: Severity) -> Diagnostic {
        Diagnostic(file: file, position: position, severity: severity, rule: rule, message: message)
    }
}

extension Diagnostic {
    /// The finding that a file is not strict JSON.
    package init(_ error: JSONError, in file: LexiconFile) {
        self.init(
            file: file.displayPath, position: LineIndex(file.bytes).position(of: error), severity: .error,
            rule: .json, message: error.message)
    }
}

extension Sequence<Diagnostic> {
    /// The findings by file, then by place.
    public func sortedByPlace() -> [Diagnostic] {
        sorted { ($0.file, $0.position, $0.message) < ($1.file, $1.position, $1.message) }
    }
}
