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
    }

    /// The file as the caller named it.
    public let file: String
    /// The place in the file.
    public let position: SourcePosition
    /// Error or warning.
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

    /// `file:line:column: error: message [rule]`.
    public var description: String {
        "\(file):\(position.line):\(position.column): \(severity.rawValue): \(message) [\(rule.rawValue)]"
    }
}

extension Diagnostic {
    /// The rules that findings name.
    public enum Rule: String, Sendable, CaseIterable {
        /// The file is not strict JSON.
        case json
        /// A member has the wrong kind, or a required one is missing.
        case shape
        /// `lexicon` is not 1.
        case version
        /// `id` is not an NSID.
        case id
        /// The path of the file does not spell the `id`.
        case path
        /// Two files define one NSID.
        case duplicateID = "duplicate-id"
        /// The name of a definition is empty or has a `#` or a `.`.
        case definitionName = "definition-name"
        /// A primary type stands elsewhere than in `main`.
        case primaryPlace = "primary-place"
        /// A type that the generator does not know.
        case unsupportedType = "unsupported-type"
        /// A string format that the generator does not know; the field becomes a plain string.
        case unknownFormat = "unknown-format"
        /// A reference leads nowhere.
        case danglingReference = "dangling-reference"
        /// A reference leads to something that has no data of its own.
        case referenceTarget = "reference-target"
        /// `required` names a property that does not exist.
        case requiredName = "required-name"
        /// Bounds or a default contradict each other.
        case contradiction
        /// An encoding other than `application/json` has no generated type.
        case encoding
    }
}

extension Sequence<Diagnostic> {
    /// The findings by file, then by place.
    public func sortedByPlace() -> [Diagnostic] {
        sorted { ($0.file, $0.position, $0.message) < ($1.file, $1.position, $1.message) }
    }
}
