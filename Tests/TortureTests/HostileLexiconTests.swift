// SPDX-License-Identifier: Apache-2.0

import Foundation
import Lexicon
import LexiconCodegen
import LexiconData
import Testing
import TortureLexicons
import XRPCCore

@Suite("A4: hostile lexicons and data cost bounded time", .serialized) struct HostileLexiconTests {
    private static let bound = Duration.milliseconds(50)

    private static func file(_ id: String, _ definitions: String) -> LexiconFile {
        LexiconFile(
            relativePath: id.replacing(".", with: "/") + ".json", displayPath: id,
            bytes: Array(#"{"lexicon":1,"id":"\#(id)","defs":{\#(definitions)}}"#.utf8))
    }

    /// The processor time of this thread, as others use the machine too; the shortest of three.
    private static func time(_ body: () -> Void) -> Duration {
        let times = (0..<3).map { _ in
            let start = now
            body()
            return now - start
        }
        return times.min() ?? .zero
    }

    private static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private static func nested(_ levels: Int) -> LexObject {
        var object: LexObject = ["name": .string("leaf")]
        for _ in 1..<levels { object = ["name": .string("a"), "next": .object(object)] }
        return object
    }

    @Test func dataIsReadToTheDepthThatAnyDataMayHave() throws {
        let deepest = Self.nested(64)
        #expect(Torture.Selfref.Node.schema.violations(in: deepest).isEmpty)
        #expect(try Torture.Selfref.Node(validating: deepest).lexObject == deepest)
        let found = Torture.Selfref.Node.schema.violations(in: Self.nested(65))
        #expect(found.map(\.rule) == [.depth])
        #expect(found.first?.limit == 64)
        #expect(found.first?.path == String(repeating: "/next", count: 64))
    }

    @Test func twoThousandLevelsOfDataAreRefused() throws {
        let deep = Self.nested(2000)
        let schemas = LexiconSchemas(TortureSource.set)
        let schema = try #require(schemas.objectSchema(of: "torture.selfref.node"))
        var rules: [LexDataError.Rule] = []
        let elapsed = Self.time {
            rules =
                Torture.Selfref.Node.schema.violations(in: deep).map(\.rule) + schema.violations(in: deep).map(\.rule)
        }
        #expect(rules == [.depth, .depth])
        #expect(elapsed < Self.bound)
        #expect(throws: LexDataError.self) { try Torture.Selfref.Node(validating: deep) }
    }

    @Test func whatNoSchemaDescribesMayBeDeepAndIsKept() throws {
        var value = LexValue.array([])
        for _ in 0..<2000 { value = .array([value]) }
        let object: LexObject = ["name": .string("a"), "later": value]
        let node = try Torture.Selfref.Node(validating: object)
        #expect(node.lexObject.members.count == 2)
    }

    @Test func referencesThatGoInCirclesEndWithTheData() throws {
        let chain = (0..<2000).map {
            ##""d\##($0)":{"type":"object","properties":{"a":{"type":"ref","ref":"#d\##(($0 + 1) % 2000)"},"b":{"type":"union","refs":["#d\##(($0 + 7) % 2000)","#d\##($0)"]}}}"##
        }
        let set = LexiconSet([Self.file("hostile.chain.defs", chain.joined(separator: ","))])
        #expect(set.diagnostics.isEmpty)
        let schemas = LexiconSchemas(set)
        let schema = try #require(schemas.objectSchema(of: "hostile.chain.defs#d0"))
        var value: LexObject = [:]
        for _ in 0..<60 { value = ["a": .object(value)] }
        var count = 0
        let elapsed = Self.time { count = schema.violations(in: value).count }
        #expect(count == 0)
        #expect(elapsed < Self.bound)
    }

    @Test func aHugeUnionIsSearchedOnce() throws {
        let variants = (0..<2000).map { #""v\#($0)":{"type":"object"}"# }
        let refs = (0..<2000).map { "\"#v\($0)\"" }.joined(separator: ",")
        let holder =
            #""main":{"type":"object","properties":{"a":{"type":"array","items":{"type":"union","closed":true,"refs":[\#(refs)]}}}}"#
        let set = LexiconSet([Self.file("hostile.union.defs", (variants + [holder]).joined(separator: ","))])
        #expect(set.diagnostics.isEmpty)
        let schema = try #require(LexiconSchemas(set).objectSchema(of: "hostile.union.defs"))
        let elements = (0..<1000).map { LexValue.object(["$type": .string("hostile.union.defs#v\(1999 - $0 % 3)")]) }
        var count = 0
        let elapsed = Self.time { count = schema.violations(in: ["a": .array(elements)]).count }
        #expect(count == 0)
        #expect(elapsed < Self.bound)
    }

    @Test func manyUnknownFieldsAreCarriedInLinearTime() throws {
        let members = (0..<4000).map { LexObject.Member(name: "field\($0)", value: .null) }
        let object = LexObject(uniqueMembers: [.init(name: "n", value: .integer(1))] + members)
        var written = LexObject()
        let elapsed = Self.time {
            written = (try? Torture.Probe.Record.Item(validating: object))?.lexObject ?? LexObject()
        }
        #expect(written.members.count == 4001)
        #expect(elapsed < Self.bound)
    }

    private static let loops = [
        ##""list":{"type":"array","items":{"type":"ref","ref":"#list"}}"##,
        ##""a":{"type":"array","items":{"type":"ref","ref":"#b"}},"b":{"type":"array","items":{"type":"ref","ref":"#a"}}"##,
        (0..<2000).map { ##""d\##($0)":{"type":"array","items":{"type":"ref","ref":"#d\##($0 + 1)"}}"## }
            .joined(separator: ",") + #","d2000":{"type":"array","items":{"type":"integer"}}"#,
    ]

    @Test(arguments: loops) func arraysWithoutEndAreRefusedAndCostNothing(definitions: String) {
        let set = LexiconSet([
            Self.file("hostile.array.defs", definitions + ##","user":{"type":"object","properties":{}}"##)
        ])
        #expect(set.hasErrors)
        #expect(set.diagnostics.contains { $0.rule == .recursiveArray })
        #expect(GeneratorPipeline().generate(set).isEmpty)
        let schemas = LexiconSchemas(set)
        for name in ["list", "a", "d0"] {
            _ = schemas.schema(of: "hostile.array.defs#\(name)")?.violations(in: .array([.array([])]))
        }
    }

    @Test func manyNamesThatMeetAreToldApartInTime() {
        let properties = (0..<5000).map { number in
            let counts = [("é", number % 18), ("ü", number / 18 % 18), ("ö", number / 324)]
            let name = counts.map { String(repeating: $0, count: $1 + 1) }.joined()
            return #""\#(name)":{"type":"string"}"#
        }
        let set = LexiconSet([
            Self.file(
                "hostile.names.defs", #""main":{"type":"object","properties":{\#(properties.joined(separator: ","))}}"#)
        ])
        #expect(set.diagnostics.isEmpty)
        let text = GeneratorPipeline().generate(set).map(\.text).joined()
        #expect(text.contains("public var _empty5000: String?"))
    }
}
