// SPDX-License-Identifier: Apache-2.0

import Lexicon

/// Lexicons that nobody would write, each large, deep or entangled in one way.
enum HostileFiles {
    static let id = "com.example.hostile"

    /// One file with definitions as JSON text.
    static func lexicon(_ definitions: [String]) -> [LexiconFile] { lexicon(definitions.joined(separator: ",")) }

    static func lexicon(_ definitions: String) -> [LexiconFile] {
        makeFiles([(id: id, text: #"{"lexicon":1,"id":"\#(id)","defs":{\#(definitions)}}"#)])
    }

    /// One definition: an object with properties as JSON text.
    static func object(_ name: String, _ properties: [String], extra: String = "") -> String {
        #""\#(name)":{"type":"object"\#(extra),"properties":{\#(properties.joined(separator: ","))}}"#
    }

    static func reference(_ property: String, _ target: String) -> String {
        #""\#(property)":{"type":"ref","ref":"\#(target)"}"#
    }

    static func array(_ name: String, of target: String) -> String {
        #""\#(name)":{"type":"array","items":{"type":"ref","ref":"\#(target)"}}"#
    }

    static func union(_ targets: [String]) -> String {
        #"{"type":"union","refs":[\#(targets.map { "\"\($0)\"" }.joined(separator: ","))]}"#
    }

    /// Bytes without any order, always the same.
    static func noise(_ count: Int) -> [LexiconFile] {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        let bytes = (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        return [LexiconFile(relativePath: "com/example/hostile.json", displayPath: "hostile.json", bytes: bytes)]
    }

    /// Objects in objects, each in a property with a name of some length, with many small objects in the innermost.
    static func nested(_ levels: Int, length: Int, innermost: Int) -> [LexiconFile] {
        let name = String(repeating: "n", count: length)
        let small = (0..<innermost).map { #""p\#($0)":{"type":"object"}"# }.joined(separator: ",")
        let start = String(repeating: #"{"type":"object","properties":{"\#(name)":"#, count: levels)
        let text =
            #""a":"# + start + #"{"type":"object","properties":{\#(small)}}"# + String(repeating: "}}", count: levels)
        return lexicon(text)
    }

    /// Documents below as many outermost namespaces, each with a reference to a document that there is not.
    static func documents(_ count: Int) -> [LexiconFile] {
        makeFiles(
            (0..<count).map { number in
                let id = "root\(number).example.thing"
                let definition = object("a", [reference("p", "root\(number).example.thong")])
                return (id: id, text: #"{"lexicon":1,"id":"\#(id)","defs":{\#(definition)}}"#)
            })
    }
}
