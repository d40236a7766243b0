// SPDX-License-Identifier: Apache-2.0

/// The order in which the members of a lexicon stand.
///
/// Members that are not listed follow the listed ones as the author ordered them. The author also orders definitions,
/// properties and translations, whose names are not the language's.
enum LexiconMemberOrder {
    /// What an object of a lexicon is.
    case document
    /// An object with a `type`.
    case typed
    /// The input, the output or the message of a method.
    case body
    /// One declared error of a method.
    case error
    /// An object from names of the author's to types.
    case typesByName
    /// Anything else.
    case free

    /// The same value with all members in order.
    func ordered(_ value: JSONText) -> JSONText {
        switch value {
        case .scalar: value
        case .array(let elements): .array(elements.map(ordered))
        case .object(let members):
            .object(
                sorted(members).map { member in
                    let inner = order(of: String(member.bareName))
                    return JSONText.Member(name: member.name, value: inner.ordered(member.value))
                })
        }
    }

    private func sorted(_ members: [JSONText.Member]) -> [JSONText.Member] {
        let names = names
        let ranked = members.enumerated().map { position, member in
            (rank: names.firstIndex(of: String(member.bareName)) ?? names.count, position: position, member: member)
        }
        return ranked.sorted { ($0.rank, $0.position) < ($1.rank, $1.position) }.map(\.member)
    }

    private var names: [String] {
        switch self {
        case .document: ["$type", "lexicon", "id", "revision", "description", "defs"]
        case .typed: Self.typedNames
        case .body: ["description", "encoding", "schema"]
        case .error: ["name", "description"]
        case .typesByName, .free: []
        }
    }

    private static let typedNames = [
        "type", "description",
        // Records and methods.
        "key", "record", "parameters", "input", "output", "message", "errors",
        // Permissions.
        "title", "title:lang", "detail", "detail:lang", "permissions",
        "resource", "collection", "action", "lxm", "aud", "inheritAud",
        // References.
        "ref", "refs", "closed",
        // Constraints.
        "format", "accept", "maxSize", "items", "minLength", "maxLength", "minGraphemes", "maxGraphemes",
        "minimum", "maximum", "enum", "knownValues", "default", "const",
        // Objects.
        "required", "nullable", "properties",
    ]

    /// What the value of a member is.
    private func order(of name: String) -> LexiconMemberOrder {
        switch (self, name) {
        case (.document, "defs"), (.typed, "properties"): .typesByName
        case (.typed, "record"), (.typed, "parameters"), (.typed, "items"), (.typed, "permissions"): .typed
        case (.typed, "input"), (.typed, "output"), (.typed, "message"): .body
        case (.typed, "errors"): .error
        case (.body, "schema"), (.typesByName, _): .typed
        default: .free
        }
    }
}
