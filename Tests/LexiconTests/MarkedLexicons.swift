// SPDX-License-Identifier: Apache-2.0

import Lexicon
import StrictJSON

/// Lexicon texts in which `◆` stands where a finding is expected.
struct MarkedLexicons {
    let set: LexiconSet
    let file: String?
    let position: SourcePosition?

    init(_ texts: [String]) {
        var file: String?
        var position: SourcePosition?
        set = LexiconSet(
            texts.map { marked in
                let path = Self.path(of: marked)
                let parts = marked.split(separator: "◆", maxSplits: 1, omittingEmptySubsequences: false)
                if parts.count == 2 {
                    file = path
                    position = Self.end(of: parts[0])
                }
                return LexiconFile(relativePath: path, displayPath: path, bytes: Array(parts.joined().utf8))
            })
        self.file = file
        self.position = position
    }

    private static func end(of text: Substring) -> SourcePosition {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return SourcePosition(line: lines.count, column: (lines.last?.utf8.count ?? 0) + 1)
    }

    /// The path that the `id` spells.
    private static func path(of text: String) -> String {
        let after = text.replacing("◆", with: "").split(separator: #""id":""#, maxSplits: 1)
        let id = after.count == 2 ? after[1].prefix { $0 != "\"" } : "com.example.thing"
        return id.replacing(".", with: "/") + ".json"
    }
}

/// Short ways to write whole documents.
enum Document {
    /// A record `com.example.note` with one property.
    static func record(_ property: String, key: String = #""tid""#) -> String {
        """
        {"lexicon":1,"id":"com.example.note","defs":{"main":{"type":"record","description":"A note.","key":\(key),
        "record":{"type":"object","properties":{
        "p":\(property)}}}}}
        """
    }

    /// A document `com.example.defs` with an object of one property.
    static func object(_ members: String, id: String = "com.example.defs") -> String {
        """
        {"lexicon":1,"id":"\(id)","defs":{
        "thing":{"type":"object",\(members)}}}
        """
    }

    /// A document whose `main` has the members.
    static func main(_ members: String, id: String = "com.example.getThing", beside: String = "") -> String {
        """
        {"lexicon":1,"id":"\(id)","description":"A document.","defs":{
        \(beside)"main":{\(members)}}}
        """
    }

    /// A query in pages with the parameters and the properties of its output.
    static func pages(_ parameters: String, _ output: String, required: String = #""items""#) -> String {
        main(
            #"""
            "type":"query",
            "parameters":{"type":"params","properties":{\#(parameters)}},
            "output":{"encoding":"application/json","schema":{"type":"object","required":[\#(required)],
            "properties":{\#(output)}}}
            """#)
    }
}
