// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// One edit of a document that changes its meaning and keeps it valid.
struct LexiconMutation {
    /// The kinds of edit.
    enum Kind: String, CaseIterable {
        case dropProperty, addProperty, toggleRequired, changeType, raiseBound, lowerBound, dropDefinition
        case dropError, dropVariant, addVariant, addEnumValue, addKnownValue, dropFormat, dropBody, changeKey
        case changeDescription
    }

    let kind: Kind
    let result: JSONValue

    /// Every edit that the document allows.
    static func all(of document: JSONValue) -> [LexiconMutation] {
        edits(of: document).map { LexiconMutation(kind: $0.kind, result: $0.value) }
    }

    private typealias Edit = (kind: Kind, value: JSONValue)

    private static func edits(of value: JSONValue) -> [Edit] {
        switch value {
        case .object(let object):
            let inner = object.members.flatMap { member in
                edits(of: member.value).map { ($0.kind, value.setting(member.name, to: $0.value)) }
            }
            return inner + ownEdits(of: object)
        case .array(let elements):
            return elements.indices.flatMap { position in
                edits(of: elements[position]).map { edit in
                    var changed = elements
                    changed[position] = edit.value
                    return (edit.kind, .array(changed))
                }
            }
        default:
            return []
        }
    }

    private static func ownEdits(of object: JSONObject) -> [Edit] {
        let value = JSONValue.object(object)
        switch object["type"]?.string {
        case "object", "params": return propertyEdits(of: object)
        case "integer", "string", "bytes", "blob": return constraintEdits(of: object)
        case "union": return unionEdits(of: object)
        case "record":
            return [(.changeKey, value.setting("key", to: .string(object["key"]?.string == "any" ? "tid" : "any")))]
        case "query", "procedure", "subscription": return methodEdits(of: object)
        case nil where object.contains("defs"): return documentEdits(of: object)
        default: return []
        }
    }

    private static func documentEdits(of document: JSONObject) -> [Edit] {
        let value = JSONValue.object(document)
        let names = document["defs"]?.object?.members.map(\.name) ?? []
        let described = [(Kind.changeDescription, value.setting("description", to: .string("Changed.")))]
        guard names.count > 1, let defs = document["defs"] else { return described }
        return described + names.map { (.dropDefinition, value.setting("defs", to: defs.setting($0, to: nil))) }
    }

    private static func propertyEdits(of object: JSONObject) -> [Edit] {
        let value = JSONValue.object(object)
        let properties = object["properties"] ?? .object(JSONObject(uniqueMembers: []))
        let fresh = JSONValue.object(JSONObject(uniqueMembers: [.init(name: "type", value: .string("boolean"))]))
        var edits: [Edit] = [(.addProperty, value.setting("properties", to: properties.setting("new", to: fresh)))]
        for name in properties.object?.members.map(\.name) ?? [] {
            let dropped = value.setting("properties", to: properties.setting(name, to: nil))
            edits.append((.dropProperty, dropped.removing(name, from: "required").removing(name, from: "nullable")))
            let isRequired = object["required"]?.array?.contains { $0.string == name } == true
            edits.append(
                (
                    .toggleRequired,
                    isRequired ? value.removing(name, from: "required") : value.adding(name, to: "required")
                ))
            guard properties.object?[name]?.object?["type"]?.string != "boolean" else { continue }
            edits.append((.changeType, value.setting("properties", to: properties.setting(name, to: fresh))))
        }
        return edits
    }

    private static func constraintEdits(of object: JSONObject) -> [Edit] {
        let value = JSONValue.object(object)
        var edits: [Edit] = []
        for name in ["maximum", "maxLength", "maxGraphemes", "maxSize"] {
            guard let bound = object[name]?.integer else { continue }
            edits.append((.raiseBound, value.setting(name, to: .integer(bound + 1))))
        }
        for name in ["minimum", "minLength", "minGraphemes"] {
            guard let bound = object[name]?.integer, bound > 0 else { continue }
            edits.append((.lowerBound, value.setting(name, to: .integer(bound - 1))))
        }
        if object["type"]?.string == "string", object.contains("enum") {
            edits.append((.addEnumValue, value.adding("new", to: "enum")))
        }
        if object.contains("knownValues") { edits.append((.addKnownValue, value.adding("new", to: "knownValues"))) }
        if object.contains("format") { edits.append((.dropFormat, value.setting("format", to: nil))) }
        return edits
    }

    private static func unionEdits(of object: JSONObject) -> [Edit] {
        let value = JSONValue.object(object)
        let refs = object["refs"]?.array?.compactMap(\.string) ?? []
        let added: Edit = (.addVariant, value.adding("com.example.added", to: "refs"))
        guard refs.count > 1 else { return [added] }
        return [added] + refs.map { (.dropVariant, value.removing($0, from: "refs")) }
    }

    private static func methodEdits(of object: JSONObject) -> [Edit] {
        let value = JSONValue.object(object)
        var edits: [Edit] = []
        for name in ["input", "output"] where object.contains(name) {
            edits.append((.dropBody, value.setting(name, to: nil)))
        }
        for position in object["errors"]?.array?.indices ?? 0..<0 {
            var errors = object["errors"]?.array ?? []
            errors.remove(at: position)
            edits.append((.dropError, value.setting("errors", to: .array(errors))))
        }
        return edits
    }
}

extension JSONValue {
    /// The same object with one member replaced, added or, for nil, removed.
    func setting(_ name: String, to value: JSONValue?) -> JSONValue {
        guard case .object(let object) = self else { return self }
        var members = object.members.filter { $0.name != name || value != nil }
        guard let value else { return .object(JSONObject(uniqueMembers: members)) }
        let member = JSONObject.Member(name: name, value: value)
        if let position = members.firstIndex(where: { $0.name == name }) {
            members[position] = member
        } else {
            members.append(member)
        }
        return .object(JSONObject(uniqueMembers: members))
    }

    /// The same object with a text taken out of a list.
    fileprivate func removing(_ text: String, from list: String) -> JSONValue {
        guard let elements = object?[list]?.array else { return self }
        return setting(list, to: .array(elements.filter { $0.string != text }))
    }

    /// The same object with a text added to a list.
    fileprivate func adding(_ text: String, to list: String) -> JSONValue {
        setting(list, to: .array((object?[list]?.array ?? []) + [.string(text)]))
    }

    /// The value as JSON text.
    var text: String {
        switch self {
        case .null: "null"
        case .bool(let flag): String(flag)
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .string(let string): Self.quoted(string)
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .object(let object):
            "{" + object.members.map { "\(Self.quoted($0.name)):\($0.value.text)" }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _ where scalar.value < 0x20: "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}
