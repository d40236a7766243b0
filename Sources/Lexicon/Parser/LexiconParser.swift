// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Reads one file into the model and collects every finding instead of stopping at the first.
struct LexiconParser {
    private(set) var diagnostics: [Diagnostic] = []
    private let file: LexiconFile
    private let place: FindingPlace
    private var id = ""

    init(_ file: LexiconFile) {
        self.file = file
        place = FindingPlace(file)
    }

    /// The document, or nil where the file has an error.
    mutating func document() -> LexiconDocument? {
        guard let root = parseJSON() else { return nil }
        checkMembers(root, ["lexicon", "id", "defs", "description", "revision", "$type"])
        if root.value("lexicon")?.integer != 1 { error(["lexicon"], .version, "lexicon must be 1") }
        readID(root)
        guard let entries = root.value("defs")?.object else {
            error(["defs"], .shape, "defs must be an object")
            return nil
        }
        if entries.members.isEmpty { error(["defs"], .emptyDefinitions, "defs must not be empty") }
        let definitions = entries.members.compactMap { definition($0) }
        guard !diagnostics.contains(where: { $0.severity == .error }) else { return nil }
        return LexiconDocument(
            file: file.displayPath, id: id, description: root.text("description"), definitions: definitions)
    }

    private mutating func parseJSON() -> Node? {
        do {
            let value = try JSONParser(limits: .file).parse(file.bytes)
            guard let root = Node(value, []) else {
                error([], .shape, "a lexicon is an object, not \(value.kind)")
                return nil
            }
            return root
        } catch {
            diagnostics.append(Diagnostic(error, in: file))
            return nil
        }
    }

    private mutating func readID(_ root: Node) {
        guard let text = root.text("id"), NSIDSyntax.isValid(text) else {
            error(["id"], .id, "id must be an NSID such as com.example.getThing")
            return
        }
        id = text
        if text != file.expectedID {
            error(["id"], .path, "\(text) must be stored as \(text.split(separator: ".").joined(separator: "/")).json")
        }
    }

    private mutating func definition(_ member: JSONObject.Member) -> LexiconDocument.Definition? {
        let pointer = ["defs", member.name]
        if member.name.isEmpty || member.name.contains("#") || member.name.contains(".") {
            error(pointer, .definitionName, "a definition name must not be empty or contain # or .")
        }
        guard let node = Node(member.value, pointer) else {
            error(pointer, .shape, "a definition is an object, not \(member.value.kind)")
            return nil
        }
        guard let type = node.text("type") else {
            error(pointer, .shape, "type is missing")
            return nil
        }
        return kind(node, type).map { .init(name: member.name, kind: $0, description: node.text("description")) }
    }

    private mutating func kind(_ node: Node, _ type: String) -> LexiconDocument.Kind? {
        switch type {
        case "query", "procedure", "subscription", "record", "permission-set":
            if node.pointer.last != "main" { error(node.pointer, .primaryPlace, "a \(type) must be called main") }
            return primary(node, type)
        case "token":
            checkMembers(node, ["type", "description"])
            return .token
        case "ref", "union", "unknown":
            error(node.at("type"), .unnameableType, "a definition cannot be a \(type); use it where it is needed")
            return nil
        case let type where Self.dataTypes.contains(type):
            return dataType(node).map(LexiconDocument.Kind.data)
        default:
            warning(node.at("type"), .unknownType, "the type \(type) is unknown; the definition is passed over")
            return .unsupported(type)
        }
    }

    private mutating func primary(_ node: Node, _ type: String) -> LexiconDocument.Kind? {
        switch type {
        case "record": record(node).map(LexiconDocument.Kind.record)
        case "permission-set": .permissionSet(permissionSet(node))
        default: MethodType.Verb(rawValue: type).flatMap { method(node, $0) }.map(LexiconDocument.Kind.method)
        }
    }

    mutating func error(_ pointer: [String], _ rule: Diagnostic.Rule, _ message: String) {
        diagnostics.append(place.finding(pointer, .error, rule, message))
    }

    mutating func warning(_ pointer: [String], _ rule: Diagnostic.Rule, _ message: String) {
        diagnostics.append(place.finding(pointer, .warning, rule, message))
    }

    /// Warns about members that the type does not have; a misplaced `nullable` is the usual one.
    mutating func checkMembers(_ node: Node, _ known: Set<String>) {
        for member in node.object.members where !known.contains(member.name) {
            warning(node.at(member.name), .unknownMember, "\(member.name) means nothing here\(Self.hint(member.name))")
        }
    }

    private static func hint(_ name: String) -> String {
        switch name {
        case "nullable", "required": "; it is a list of names beside properties"
        default: ""
        }
    }

    func reference(_ text: String, _ pointer: [String]) -> Reference { Reference(text, in: id, pointer: pointer) }
}
