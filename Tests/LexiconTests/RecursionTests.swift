// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import Lexicon
import Testing

@testable import LexiconCodegen

/// The same numbers in every run.
private struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64 = 8

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) | (state << 31)
    }
}

@Suite("B8: recursion is kept outside in as few places as possible") struct RecursionTests {
    private typealias Edge = RecursionBreaker.Edge

    private static func breaker(_ lines: [String], unions: Set<String> = []) -> (RecursionBreaker, [String: [Edge]]) {
        var contents: [String: [Edge]] = [:]
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            contents[words[0]] = words.dropFirst().enumerated().map { position, target in
                Edge(label: unions.contains(words[0]) ? nil : "f\(position)", target: target)
            }
        }
        return (RecursionBreaker(contents: contents, unionNames: unions), contents)
    }

    /// What contains what, which of them are unions, and what must become indirect.
    static let graphs: [(lines: [String], unions: Set<String>, chosenUnions: Set<String>, fields: Set<[String]>)] = [
        (["A B", "B C", "C"], [], [], []), (["A A"], [], [], [["A", "f0"]]),
        (["A A A"], [], [], [["A", "f0"], ["A", "f1"]]), (["A B", "B A"], [], [], [["A", "f0"]]),
        (["A B", "B C", "C A"], [], [], [["A", "f0"]]), (["A U", "U A"], ["U"], ["U"], []),
        (["A U", "U A B", "B V", "V B A"], ["U", "V"], ["U", "V"], []),
        (["A U", "U B", "B V", "V A"], ["U", "V"], ["U"], []), (["A U", "U B", "B"], ["U"], [], []),
        (["A B C", "B C", "C A"], [], [], [["C", "f0"]]),
        (["A missing", "B B"], [], [], [["B", "f0"]]), ([], [], [], []),
    ]

    @Test(arguments: graphs) func choosesTheFewestPlaces(
        lines: [String], unions: Set<String>, chosenUnions: Set<String>, fields: Set<[String]>
    ) {
        let (breaker, _) = Self.breaker(lines, unions: unions)
        #expect(breaker.unions == chosenUnions, "\(lines)")
        #expect(breaker.fields == fields, "\(lines)")
    }

    /// Whether anything contains itself once the chosen places are left out, by removing what contains nothing.
    private static func hasCycle(_ contents: [String: [Edge]], _ unions: Set<String>, _ fields: Set<[String]>) -> Bool {
        var left = contents.mapValues { $0 }
        for union in unions { left[union] = [] }
        for (name, edges) in left { left[name] = edges.filter { !fields.contains([name, $0.label ?? ""]) } }
        while let leaf = left.first(where: { $0.value.allSatisfy { left[$0.target] == nil } }) { left[leaf.key] = nil }
        return !left.isEmpty
    }

    @Test func noChoiceIsNeedlessInRandomGraphs() {
        #expect(Self.graphs.count == 12)
        var random = SeededNumbers()
        for _ in 0..<300 {
            let size = Int.random(in: 1...9, using: &random)
            let lines = (0..<size).map { number in
                let targets = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    Int.random(in: 0..<size, using: &random)
                }
                return (["T\(number)"] + targets.map { "T\($0)" }).joined(separator: " ")
            }
            let unions = Set((0..<size).filter { $0 % 3 == 0 }.map { "T\($0)" })
            let (breaker, contents) = Self.breaker(lines, unions: unions)
            #expect(!Self.hasCycle(contents, breaker.unions, breaker.fields), "\(lines)")
            for union in breaker.unions {
                #expect(Self.hasCycle(contents, breaker.unions.subtracting([union]), breaker.fields), "\(lines)")
            }
            for field in breaker.fields {
                #expect(Self.hasCycle(contents, breaker.unions, breaker.fields.subtracting([field])), "\(lines)")
            }
        }
    }

    @Test func manyRecursiveTypesAreBrokenInOneWalk() {
        let lines = (0..<3000).map { "T\($0) T\(($0 + 1) % 3000) T\(($0 * 7) % 3000)" }
        let (breaker, contents) = Self.breaker(lines)
        let places = contents.mapValues { edges in edges.map(\.target) }
        #expect(ContainmentGraph(targets: places).core.count == 3000)
        let left = contents.map { name, edges in
            (name, edges.filter { !breaker.fields.contains([name, $0.label ?? ""]) }.map(\.target))
        }
        #expect(ContainmentGraph(targets: Dictionary(uniqueKeysWithValues: left)).core.isEmpty)
        #expect(breaker.unions.isEmpty)
    }

    /// The unions that are indirect, for recursion or for their size.
    private static func indirectLines(_ set: LexiconSet) -> [String] {
        GeneratorPipeline().generate(set).flatMap { output in
            output.text.split(separator: "\n").filter { $0.contains("indirect enum") }
                .map { "\(output.fileName): \($0.trimmingPrefix(while: \.isWhitespace))" }
        }
    }

    @Test(.enabled(if: ConformanceData.isAvailable)) func theThreeCyclesOfTheCorpusAreBrokenAtUnions() {
        // The third cycle is two that share a type, so it takes two places.
        let places = [
            "app.bsky.feed.defs.swift: public indirect enum Parent: LexUnion, Hashable {",
            "chat.bsky.actor.defs.swift: public indirect enum Kind: LexUnion, Hashable {",
            "chat.bsky.convo.defs.swift: public indirect enum Embed: LexUnion, Hashable {",
            "chat.bsky.convo.defs.swift: public indirect enum ReplyTo: LexUnion, Hashable {",
        ]
        #expect(Set(places).isSubset(of: Self.indirectLines(Corpus.set)))
    }
}
