// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// The primary types: records, methods and permission sets.
extension LexiconParser {
    mutating func record(_ node: Node) -> RecordType? {
        checkMembers(node, ["type", "description", "key", "record"])
        let key = node.text("key") ?? ""
        if !Self.isRecordKey(key) {
            error(node.at("key"), .recordKey, "key must be tid, nsid, any or literal: and a record key")
        }
        guard let child = node.child("record") else {
            error(node.pointer, .shape, "a record needs the member record")
            return nil
        }
        return objectType(child, expecting: "object").map { RecordType(key: key, object: $0) }
    }

    private static func isRecordKey(_ text: String) -> Bool {
        guard text.hasPrefix("literal:") else { return ["tid", "nsid", "any"].contains(text) }
        let literal = text.dropFirst("literal:".count)
        return (1...512).contains(literal.utf8.count) && literal != "." && literal != ".."
            && literal.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_~.:-".contains($0)) }
    }

    mutating func method(_ node: Node, _ verb: MethodType.Verb) -> MethodType? {
        let members: Set<String> =
            switch verb {
            case .query, .procedure: ["type", "description", "parameters", "input", "output", "errors"]
            case .subscription: ["type", "description", "parameters", "message", "errors"]
            }
        checkMembers(node, members)
        if verb == .query, node.has("input") { error(node.at("input"), .shape, "a query has no input") }
        return MethodType(
            verb: verb, parameters: parameters(node), input: verb == .procedure ? body(node, "input") : nil,
            output: verb == .subscription ? nil : body(node, "output"),
            message: verb == .subscription ? message(node) : nil, errors: errors(node))
    }

    private mutating func parameters(_ node: Node) -> ObjectType? {
        guard node.has("parameters") else { return nil }
        guard let child = node.child("parameters"), let object = objectType(child, expecting: "params") else {
            error(node.at("parameters"), .shape, "parameters must be an object of type params")
            return nil
        }
        for property in object.properties where !property.type.isParameter {
            error(
                child.pointer + ["properties", property.name], .parameterType,
                "a parameter is a boolean, an integer, a string, or an array of one of these")
        }
        return object
    }

    private mutating func body(_ node: Node, _ name: String) -> BodyType? {
        guard node.has(name) else { return nil }
        guard let body = node.child(name), let encoding = body.text("encoding") else {
            error(node.at(name), .shape, "\(name) must be an object with an encoding")
            return nil
        }
        checkMembers(body, ["description", "encoding", "schema"])
        if !MIMEPattern.isValid(encoding) {
            error(body.at("encoding"), .encoding, "an encoding is one MIME type without parameters")
        }
        let schema = body.has("schema") ? bodySchema(body) : nil
        return BodyType(encoding: encoding, schema: schema, description: body.text("description"))
    }

    private mutating func bodySchema(_ body: Node) -> DataType? {
        guard let child = body.child("schema") else {
            error(body.at("schema"), .shape, "a schema is an object")
            return nil
        }
        let schema = dataType(child)
        switch schema {
        case .object, .reference, .union, nil: return schema
        default:
            error(body.at("schema"), .shape, "the schema of a body is an object, a ref or a union")
            return nil
        }
    }

    private mutating func message(_ node: Node) -> UnionType? {
        guard let message = node.child("message") else { return nil }
        checkMembers(message, ["description", "schema"])
        guard let child = message.child("schema"), case .union(let union) = dataType(child) else {
            error(message.at("schema"), .shape, "the schema of a message is a union")
            return nil
        }
        return union
    }

    private mutating func errors(_ node: Node) -> [DeclaredError] {
        guard let values = node.value("errors") else { return [] }
        guard let entries = values.array else {
            error(node.at("errors"), .shape, "errors must be an array")
            return []
        }
        return entries.enumerated().compactMap { position, value in
            let pointer = node.pointer + ["errors", String(position)]
            guard let entry = Node(value, pointer), let name = entry.text("name"), !name.isEmpty,
                !name.contains(where: \.isWhitespace)
            else {
                error(pointer, .shape, "an error needs a name without white space")
                return nil
            }
            checkMembers(entry, ["name", "description"])
            return DeclaredError(name: name, description: entry.text("description"))
        }
    }

    mutating func permissionSet(_ node: Node) -> PermissionSetType {
        checkMembers(
            node, ["type", "description", "title", "title:lang", "detail", "detail:lang", "permissions"])
        for name in ["title:lang", "detail:lang"] { checkTranslations(node, name) }
        guard let entries = node.value("permissions")?.array else {
            error(node.at("permissions"), .shape, "permissions must be an array")
            return PermissionSetType(title: node.text("title"), detail: node.text("detail"), permissions: [])
        }
        let permissions = entries.enumerated().compactMap { position, value in
            permission(value, node.pointer + ["permissions", String(position)])
        }
        return PermissionSetType(title: node.text("title"), detail: node.text("detail"), permissions: permissions)
    }

    private mutating func checkTranslations(_ node: Node, _ name: String) {
        guard let value = node.value(name) else { return }
        guard let texts = value.object, texts.members.allSatisfy({ $0.value.string != nil }) else {
            error(node.at(name), .shape, "\(name) must be an object of texts by language")
            return
        }
    }

    private mutating func permission(_ value: JSONValue, _ pointer: [String]) -> PermissionSetType.Permission? {
        guard let node = Node(value, pointer), node.text("type") == "permission",
            let resource = node.text("resource")
        else {
            error(pointer, .shape, "a permission needs type permission and a resource")
            return nil
        }
        let audience = node.text("aud")
        let inherits = boolean(node, "inheritAud") ?? false
        var listed: [String] = []
        let actions = resource == "repo" ? names(node, "action") : []
        switch resource {
        case "repo":
            checkMembers(node, ["type", "description", "resource", "collection", "action"])
            listed = names(node, "collection")
            for action in actions where !["create", "update", "delete"].contains(action) {
                error(node.at("action"), .permission, "an action is create, update or delete, not \(action)")
            }
            if listed.isEmpty { error(pointer, .permission, "a repo permission needs a collection") }
        case "rpc":
            checkMembers(node, ["type", "description", "resource", "lxm", "aud", "inheritAud"])
            listed = names(node, "lxm")
            if listed.isEmpty { error(pointer, .permission, "an rpc permission needs lxm") }
            if inherits == (audience != nil) {
                error(pointer, .permission, "an rpc permission needs either aud or inheritAud")
            }
        default:
            warning(node.at("resource"), .unknownResource, "the resource \(resource) is unknown; it is passed over")
        }
        return .init(
            resource: resource, names: listed, actions: actions, audience: audience, inheritsAudience: inherits,
            pointer: pointer)
    }
}

extension DataType {
    /// Whether a query string can carry the type.
    fileprivate var isParameter: Bool {
        switch self {
        case .boolean, .integer, .string: return true
        case .array(let array):
            if case .array = array.items { return false }
            return array.items.isParameter
        default: return false
        }
    }
}

/// The syntax of an encoding: a MIME type, or a pattern with `*`.
enum MIMEPattern {
    static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isTokenCharacter) }
    }

    private static func isTokenCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "!#$&^_.+-*".contains(character))
    }
}
