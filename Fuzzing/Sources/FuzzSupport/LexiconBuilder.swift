// SPDX-License-Identifier: Apache-2.0

public import Lexicon

/// Builds lexicons that are mostly correct; every byte of the input is one decision.
public struct LexiconBuilder {
    private var reader: ByteReader
    private var documents: [(id: String, names: [String])] = []
    private static let deepest = 6

    /// Builds one to five files.
    public static func files(_ bytes: ArraySlice<UInt8>) -> [LexiconFile] {
        var builder = LexiconBuilder(reader: ByteReader(bytes))
        return builder.files()
    }

    private init(reader: ByteReader) {
        self.reader = reader
    }

    private mutating func files() -> [LexiconFile] {
        for _ in 0...reader.number(below: 5) {
            let id = reader.choice(Words.documents, else: "a.b.c")
            let count = 1 + reader.number(below: 6)
            let names = (0..<count).map { _ in name() }
            if !documents.contains(where: { $0.id == id }) { documents.append((id, names)) }
        }
        return documents.map { document in
            let definitions = document.names.map { (name: $0, value: definition($0)) }
            var members = [(name: "lexicon", value: "1"), (name: "id", value: JSONBuilder.string(document.id))]
            members += comment()
            members.append((name: "defs", value: JSONBuilder.object(definitions)))
            return LexiconFile(
                relativePath: document.id.split(separator: ".").joined(separator: "/") + ".json",
                displayPath: document.id, bytes: Array(JSONBuilder.object(members).utf8))
        }
    }

    mutating func name() -> String {
        reader.happens(onceIn: 8) ? reader.text() : reader.choice(Words.names, else: "a")
    }

    private mutating func comment() -> [(name: String, value: String)] {
        guard reader.happens(onceIn: 4) else { return [] }
        return [(name: "description", value: JSONBuilder.string(reader.choice(Words.comments, else: "")))]
    }

    private mutating func definition(_ name: String) -> String {
        guard name == "main" else {
            guard reader.happens(onceIn: 8) else { return type(Self.deepest, isNamed: true) }
            return JSONBuilder.object([(name: "type", value: "\"token\"")] + comment())
        }
        switch reader.number(below: 6) {
        case 0, 1: return method()
        case 2:
            let record = object(Self.deepest, "object")
            return JSONBuilder.object(
                [("type", "\"record\""), ("key", "\"tid\""), (name: "record", value: record)] + comment())
        case 3: return JSONBuilder.object([("type", "\"permission-set\""), ("permissions", "[]")])
        default: return type(Self.deepest, isNamed: true)
        }
    }

    private mutating func method() -> String {
        let verb = reader.choice(["query", "procedure", "subscription"], else: "query")
        var members = [(name: "type", value: JSONBuilder.string(verb))] + comment()
        if reader.happens(onceIn: 2) { members.append(("parameters", object(Self.deepest, "params"))) }
        if verb == "procedure", reader.happens(onceIn: 2) { members.append(("input", body())) }
        if verb != "subscription", reader.happens(onceIn: 2) { members.append(("output", body())) }
        if verb == "subscription", reader.happens(onceIn: 2) {
            members.append(("message", JSONBuilder.object([("schema", union())])))
        }
        if reader.happens(onceIn: 2) {
            let errors = (0..<reader.number(below: 4)).map { _ in
                JSONBuilder.object([(name: "name", value: JSONBuilder.string(name()))] + comment())
            }
            members.append(("errors", JSONBuilder.array(errors)))
        }
        return JSONBuilder.object(members)
    }

    private mutating func body() -> String {
        var members = [("encoding", JSONBuilder.string(reader.choice(Words.encodings, else: "")))] + comment()
        switch reader.number(below: 4) {
        case 0: members.append(("schema", object(Self.deepest, "object")))
        case 1: members.append(("schema", union()))
        case 2: members.append(("schema", reference()))
        default: break
        }
        return JSONBuilder.object(members)
    }
}

/// Types of data.
extension LexiconBuilder {
    private mutating func type(_ depth: Int, isNamed: Bool = false) -> String {
        guard depth > 0 else { return "{\"type\":\"boolean\"}" }
        switch reader.number(below: isNamed ? 10 : 14) {
        case 0, 1, 2: return object(depth, "object")
        case 3, 4: return array(depth)
        case 5: return JSONBuilder.object([("type", "\"string\"")] + strings() + comment())
        case 6: return JSONBuilder.object([("type", "\"integer\"")] + integers() + comment())
        case 7: return JSONBuilder.object([("type", "\"boolean\""), ("default", "true")] + comment())
        case 8: return "{\"type\":\"bytes\",\"maxLength\":\(reader.byte())}"
        case 9:
            return reader.happens(onceIn: 2) ? "{\"type\":\"blob\",\"accept\":[\"*/*\"]}" : "{\"type\":\"cid-link\"}"
        case 10: return union()
        case 11, 12: return reference()
        default: return "{\"type\":\"unknown\"}"
        }
    }

    private mutating func object(_ depth: Int, _ type: String) -> String {
        let names = (0..<reader.number(below: 6)).map { _ in name() }
        let properties = names.map { (name: $0, value: self.type(type == "params" ? 1 : depth - 1)) }
        var members = [("type", JSONBuilder.string(type))] + comment()
        for list in type == "params" ? ["required"] : ["required", "nullable"] where reader.happens(onceIn: 2) {
            let mask = reader.byte()
            let listed = names.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element)
            members.append((list, JSONBuilder.array(listed.map(JSONBuilder.string))))
        }
        return JSONBuilder.object(members + [("properties", JSONBuilder.object(properties))])
    }

    private mutating func array(_ depth: Int) -> String {
        JSONBuilder.object([("type", "\"array\""), ("items", type(depth - 1))] + comment())
    }

    private mutating func strings() -> [(name: String, value: String)] {
        switch reader.number(below: 6) {
        case 0: return [("format", JSONBuilder.string(reader.choice(Words.formats, else: "did")))]
        case 1, 2:
            let values = (0...reader.number(below: 4)).map { _ in JSONBuilder.string(name()) }
            let list = reader.happens(onceIn: 2) ? "enum" : "knownValues"
            let fallback = [(name: "default", value: reader.choice(values, else: "\"\""))]
            return [(list, JSONBuilder.array(values))] + (reader.happens(onceIn: 2) ? fallback : [])
        case 3: return [("maxLength", String(reader.byte())), ("maxGraphemes", String(reader.byte()))]
        case 4: return [(reader.happens(onceIn: 2) ? "const" : "default", JSONBuilder.string(name()))]
        default: return []
        }
    }

    private mutating func integers() -> [(name: String, value: String)] {
        let numbers = ["0", "1", "-1", "9223372036854775807", "-9223372036854775808", "255"]
        switch reader.number(below: 4) {
        case 0: return [("minimum", reader.choice(numbers, else: "0"))]
        case 1:
            let values = (0...reader.number(below: 4)).map { _ in reader.choice(numbers, else: "0") }
            let fallback = [(name: "default", value: reader.choice(values, else: "0"))]
            return [("enum", JSONBuilder.array(values))] + (reader.happens(onceIn: 2) ? fallback : [])
        case 2: return [(reader.happens(onceIn: 2) ? "const" : "default", reader.choice(numbers, else: "0"))]
        default: return []
        }
    }

    private mutating func union() -> String {
        let references = (0..<reader.number(below: 5)).map { _ in JSONBuilder.string(target()) }
        var members = [("type", "\"union\""), (name: "refs", value: JSONBuilder.array(references))] + comment()
        if reader.happens(onceIn: 4) { members.append(("closed", "true")) }
        return JSONBuilder.object(members)
    }

    private mutating func reference() -> String {
        JSONBuilder.object([(name: "type", value: "\"ref\""), (name: "ref", value: JSONBuilder.string(target()))])
    }

    /// A definition that is likely to exist.
    private mutating func target() -> String {
        let document = reader.choice(documents, else: (id: "a.b.c", names: ["main"]))
        let name = reader.choice(document.names, else: "main")
        return name == "main" ? document.id : "\(document.id)#\(name)"
    }
}
