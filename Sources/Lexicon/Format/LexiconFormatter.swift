// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Writes lexicon files in the one canonical way.
///
/// Two spaces a level, one line for each member, short lists on one line, a line feed at the end, and the members of
/// the language in a fixed order. The order of definitions and of properties is the author's, and so are the spellings
/// of numbers and strings. Formatting twice changes nothing more.
public struct LexiconFormatter: Sendable {
    /// Why a file cannot be formatted.
    public struct Refusal: Error, Sendable {
        /// What is wrong with the file.
        public let findings: [Diagnostic]
    }

    /// Makes a formatter.
    public init() {}

    /// The canonical text of a file.
    ///
    /// The file need not be a correct lexicon, only strict JSON and an object.
    /// - Throws: ``Refusal`` with the findings that stand in the way.
    public func format(_ file: LexiconFile) throws(Refusal) -> [UInt8] {
        Array(JSONTextWriter.text(of: try ordered(file)).utf8)
    }

    /// The canonical text of a file with only those definitions that a closure contains.
    ///
    /// - Throws: ``Refusal`` with the findings that stand in the way.
    public func format(_ file: LexiconFile, keeping closure: DefinitionClosure) throws(Refusal) -> [UInt8] {
        guard case .object(let members) = try ordered(file) else { return [] }
        let id = file.expectedID
        let kept = members.map { member -> JSONText.Member in
            guard member.plainName == "defs", case .object(let definitions) = member.value else { return member }
            let included = definitions.filter {
                closure.contains(DefinitionID(document: id, name: $0.plainName))
            }
            return JSONText.Member(name: member.name, value: .object(included))
        }
        return Array(JSONTextWriter.text(of: .object(kept)).utf8)
    }

    private func ordered(_ file: LexiconFile) throws(Refusal) -> JSONText {
        let value: JSONValue
        do {
            value = try JSONParser(limits: .lexicon).parse(file.bytes)
        } catch {
            throw Refusal(findings: [Diagnostic(error, in: file)])
        }
        guard case .object = value else {
            let message = "a lexicon is an object, not \(value.kind)"
            throw Refusal(findings: [FindingPlace(file).finding([], .error, .shape, message)])
        }
        return LexiconMemberOrder.document.ordered(JSONTextReader.value(of: file.bytes))
    }
}
