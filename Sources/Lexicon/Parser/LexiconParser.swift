// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Reads one file into the model and collects every finding instead of stopping at the first.
struct LexiconParser {
    private let file: LexiconFile
    private var findings: FindingList
    private var refusal: Diagnostic?
    private var id = ""

    init(_ file: LexiconFile) {
        self.file = file
        findings = FindingList(file)
    }

    /// Everything found so far.
    var diagnostics: [Diagnostic] { refusal.map { [$0] } ?? findings.diagnostics }

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
        checkNames(entries.members, ["defs"])
        let definitions = entries.members.compactMap { definition($0) }
        guard !findings.hasErrors else { return nil }
        return LexiconDocument(
            file: file.displayPath, id: id, description: root.text("description"), definitions: definitions)
    }

    private mutating func parseJSON() -> Node? {
        do {
            let value = try JSONParser(limits: .lexicon).parse(file.bytes)
            guard let root = Node(value, []) else {
                error([], .shape, "a lexicon is an object, not \(value.kind)")
                return nil
            }
            return root
        } catch {
            refusal = Diagnostic(error, in: file)
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

    mutating func error(
        _ pointer: @autoclosure () -> [String], _ rule: Diagnostic.Rule, _ message: @autoclosure () -> String
    ) {
        findings.add(pointer(), .error, rule, message())
    }

    mutating func warning(
        _ pointer: @autoclosure () -> [String], _ rule: Diagnostic.Rule, _ message: @autoclosure () -> String
    ) {
        findings.add(pointer(), .warning, rule, message())
    }

    /// Refuses names that Swift could not tell apart, and names that are too long with those that lead to them.
    ///
    /// The full name of a Swift type repeats all names that lead to it.
    mutating func checkNames(_ members: [JSONObject.Member], _ pointer: [String]) {
        var seen: Set<String> = []
        let rest = Self.maximumPathLength - pointer.reduce(0) { $0 + $1.utf8.count }
        for member in members {
            if !seen.insert(member.name).inserted {
                error(pointer + [member.name], .equivalentName, "another name differs only in how Unicode spells it")
            }
            if member.name.utf8.count > rest {
                error(pointer, .nameLength, "the names to this place are longer than \(Self.maximumPathLength) bytes")
            }
        }
    }

    private static let maximumPathLength = 1_024

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
