// SPDX-License-Identifier: Apache-2.0

import Lexicon
import LexiconCodegen
import Testing

@Suite struct LargeTypeTests {
    /// A definition with so many texts, and one that holds it as a property, in a list and as a variant.
    private static func source(texts count: Int) -> String? {
        let texts = (0..<count).map { #""t\#($0)":{"type":"string"}"# }.joined(separator: ",")
        let ref = ##"{"type":"ref","ref":"#part"}"##
        let text = ##"""
            {"lexicon":1,"id":"com.example.doc","defs":{"part":{"type":"object","properties":{\##(texts)}},
            "whole":{"type":"object","properties":{"one":\##(ref),"many":{"type":"array","items":\##(ref)},
            "either":{"type":"union","refs":["#part"]}}},
            "holder":{"type":"object","properties":{"whole":{"type":"ref","ref":"#whole"}}}}}
            """##
        let outputs = GeneratorPipeline().generate(LexiconSet(makeFiles([("com.example.doc", text)])))
        return outputs.first { $0.fileName == "com.example.doc.swift" }?.text
    }

    @Test func aSmallTypeIsContainedByValue() throws {
        let source = try #require(Self.source(texts: 4))
        #expect(!source.contains("@Indirect"))
        #expect(!source.contains("indirect"))
    }

    @Test func aLargeTypeIsKeptOutsideWhereverItIsContained() throws {
        let source = try #require(Self.source(texts: 16))
        #expect(source.contains("@Indirect public var one: "))
        #expect(source.contains("public indirect enum Either: "))
        #expect(source.contains("\n            public var many: ["))
    }

    @Test func whatHoldsABoxIsSmallAgain() throws {
        let source = try #require(Self.source(texts: 60))
        #expect(source.contains("\n            public var whole: "))
        #expect(!source.contains("@Indirect public var whole"))
    }
}
