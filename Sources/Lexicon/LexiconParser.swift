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
        if root["lexicon"]?.integer != 1 { error(["lexicon"], .version, "lexicon must be 1") }
        readID(root)
        guard let entries = root["defs"]?.object else {
            error(["defs"], .shape, "defs must be an object")
            return nil
        }
        if entries.members.isEmpty { error(["defs"], .shape, "defs must not be empty") }
        let definitions = entries.members.compactMap { definition($0) }
        guard !diagnostics.contains(where: { $0.severity == .error }) else { return nil }
        return LexiconDocument(file: file.displayPath, id: id, definitions: definitions)
    }

    private mutating func parseJSON() -> JSONObject? {
        do {
            let value = try JSONParser(limits: .file).parse(file.bytes)
            guard let root = value.object else {
                error([], .shape, "a lexicon is an object, not \(value.kind)")
                return nil
            }
            return root
        } catch {
            diagnostics.append(
                Diagnostic(
                    file: file.displayPath, position: SourcePosition(line: error.line, column: error.column),
                    severity: .error, rule: .json, message: error.message))
            return nil
        }
    }

    private mutating func readID(_ root: JSONObject) {
        guard let text = root["id"]?.string, NSIDSyntax.isValid(text) else {
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
            error(pointer, .shape, "a definition is an object")
            return nil
        }
        let type = node.text("type") ?? ""
        let kind: LexiconDocument.Kind?
        if let verb = MethodType.Verb(rawValue: type) {
            if member.name != "main" { error(pointer, .primaryPlace, "a \(type) must be called main") }
            kind = method(node, verb).map(LexiconDocument.Kind.method)
        } else {
            kind = dataType(node).map(LexiconDocument.Kind.data)
        }
        return kind.map { .init(name: member.name, kind: $0, description: node.text("description")) }
    }

    private mutating func method(_ node: Node, _ verb: MethodType.Verb) -> MethodType? {
        let parameters = node.child("parameters").flatMap { objectType($0, expecting: "params") }
        if verb == .query, node.has("input") { error(node.pointer + ["input"], .shape, "a query has no input") }
        return MethodType(
            verb: verb, parameters: parameters, input: body(node, "input"), output: body(node, "output"),
            errors: errors(node))
    }

    private mutating func body(_ node: Node, _ name: String) -> BodyType? {
        guard node.has(name) else { return nil }
        guard let body = node.child(name), let encoding = body.text("encoding") else {
            error(node.pointer + [name], .shape, "\(name) must be an object with an encoding")
            return nil
        }
        if encoding != "application/json" {
            error(body.pointer + ["encoding"], .encoding, "only application/json bodies have a generated type")
        }
        guard body.has("schema") else { return BodyType(encoding: encoding, schema: nil) }
        let schema = body.child("schema").flatMap { dataType($0) }
        switch schema {
        case .object, .reference, nil: break
        default: error(body.pointer + ["schema"], .shape, "the schema of a body is an object or a ref")
        }
        return BodyType(encoding: encoding, schema: schema)
    }

    private mutating func errors(_ node: Node) -> [DeclaredError] {
        guard let values = node.value("errors") else { return [] }
        guard let entries = values.array else {
            error(node.pointer + ["errors"], .shape, "errors must be an array")
            return []
        }
        return entries.enumerated().compactMap { position, value in
            let pointer = node.pointer + ["errors", String(position)]
            guard let name = value.object?["name"]?.string, !name.isEmpty, !name.contains(where: \.isWhitespace) else {
                error(pointer, .shape, "an error needs a name without white space")
                return nil
            }
            return DeclaredError(name: name, description: value.object?["description"]?.string)
        }
    }

    mutating func error(_ pointer: [String], _ rule: Diagnostic.Rule, _ message: String) {
        diagnostics.append(place.finding(pointer, .error, rule, message))
    }

    mutating func warning(_ pointer: [String], _ rule: Diagnostic.Rule, _ message: String) {
        diagnostics.append(place.finding(pointer, .warning, rule, message))
    }

    func reference(_ text: String, _ pointer: [String]) -> Reference { Reference(text, in: id, pointer: pointer) }
}

/// An object of the document with its JSON pointer.
struct Node {
    let object: JSONObject
    let pointer: [String]

    init?(_ value: JSONValue?, _ pointer: [String]) {
        guard let object = value?.object else { return nil }
        self.object = object
        self.pointer = pointer
    }

    func has(_ name: String) -> Bool { object.contains(name) }
    func value(_ name: String) -> JSONValue? { object[name] }
    func text(_ name: String) -> String? { object[name]?.string }
    func child(_ name: String) -> Node? { Node(object[name], pointer + [name]) }
}

/// The syntax of an NSID; the model must not depend on the runtime of generated code.
enum NSIDSyntax {
    static func isValid(_ text: String) -> Bool {
        let segments = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 317, segments.count >= 3, let name = segments.last else { return false }
        let isNameValid = isSegment(name) && !name.contains("-") && name.first?.isLetter == true
        return isNameValid && segments.dropLast().allSatisfy(isSegment) && segments[0].first?.isLetter == true
    }

    private static func isSegment(_ segment: Substring) -> Bool {
        (1...63).contains(segment.utf8.count) && segment.first != "-" && segment.last != "-"
            && segment.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
}
