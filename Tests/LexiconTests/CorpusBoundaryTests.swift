// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import Lexicon
import LexiconData
import Testing
import XRPCCore

/// Values one below, at and one above every bound of the corpus.
private struct BoundaryCheck {
    private(set) var bounds: [String: Int] = [:]
    private(set) var failures: [String] = []

    mutating func check(_ type: DataType, _ schema: LexSchema, at place: String) {
        switch type {
        case .integer(let integer) where integer.allowed == nil && integer.constant == nil:
            let number = { (value: Int64) in LexValue.integer(value) }
            if let bound = integer.minimum { lower("minimum", bound, .range, schema, place, number) }
            if let bound = integer.maximum { upper("maximum", bound, .range, schema, place, number) }
        case .string(let string) where string.allowed == nil && string.constant == nil && string.format == nil:
            check(string, schema, place)
        case .array(let array):
            let list = { (count: Int64) in LexValue.array(Array(repeating: .null, count: Int(count))) }
            if let bound = array.minimumLength { lower("minLength", Int64(bound), .length, schema, place, list) }
            if let bound = array.maximumLength { upper("maxLength", Int64(bound), .length, schema, place, list) }
        case .bytes(let minimum, let maximum):
            let bytes = { (count: Int64) in LexValue.bytes(Array(repeating: 7, count: Int(count))) }
            if let minimum { lower("minLength", Int64(minimum), .length, schema, place, bytes) }
            if let maximum { upper("maxLength", Int64(maximum), .length, schema, place, bytes) }
        default:
            break
        }
    }

    private mutating func check(_ string: StringType, _ schema: LexSchema, _ place: String) {
        let plain = { (count: Int64) in LexValue.string(String(repeating: "a", count: Int(count))) }
        // One grapheme of two bytes, so that both bounds can be told apart.
        let wide = { (count: Int64) in LexValue.string(String(repeating: "é", count: Int(count))) }
        if let bound = string.minimumLength { lower("minLength", Int64(bound), .length, schema, place, plain) }
        if let bound = string.maximumLength { upper("maxLength", Int64(bound), .length, schema, place, plain) }
        if let bound = string.minimumGraphemes { lower("minGraphemes", Int64(bound), .graphemes, schema, place, wide) }
        if let bound = string.maximumGraphemes { upper("maxGraphemes", Int64(bound), .graphemes, schema, place, wide) }
    }

    private mutating func lower(
        _ name: String, _ bound: Int64, _ rule: LexDataError.Rule, _ schema: LexSchema, _ place: String,
        _ value: (Int64) -> LexValue
    ) {
        bounds[name, default: 0] += 1
        if bound > 0 || rule == .range { expect(true, bound - 1, bound, "least", rule, schema, place, value) }
        expect(false, bound, bound, "least", rule, schema, place, value)
        expect(false, bound + 1, bound, "least", rule, schema, place, value)
    }

    private mutating func upper(
        _ name: String, _ bound: Int64, _ rule: LexDataError.Rule, _ schema: LexSchema, _ place: String,
        _ value: (Int64) -> LexValue
    ) {
        bounds[name, default: 0] += 1
        if bound > 0 || rule == .range { expect(false, bound - 1, bound, "most", rule, schema, place, value) }
        expect(false, bound, bound, "most", rule, schema, place, value)
        expect(true, bound + 1, bound, "most", rule, schema, place, value)
    }

    /// Whether a value of a size breaks this very bound; other bounds of the field may be broken too.
    private mutating func expect(
        _ isBroken: Bool, _ size: Int64, _ bound: Int64, _ word: String, _ rule: LexDataError.Rule, _ schema: LexSchema,
        _ place: String, _ value: (Int64) -> LexValue
    ) {
        let found = schema.violations(in: value(size), limit: 1_000_000).filter {
            $0.path.isEmpty && $0.rule == rule && $0.limit == bound && $0.message.contains(" \(word) ")
        }
        let isRight = isBroken ? found.map(\.actual) == [size] : found.isEmpty
        if !isRight { failures.append("\(place): \(size) against \(rule) \(bound)") }
    }
}

@Suite("B6: every bound of the published lexicons holds exactly", .enabled(if: ConformanceData.isAvailable))
struct CorpusBoundaryTests {
    @Test func oneBelowAtAndOneAboveEachBound() {
        let builder = LexiconSchemas(Corpus.set)
        var check = BoundaryCheck()
        for document in Corpus.set.documents {
            for site in document.sites {
                check.check(
                    site.type, builder.schema(of: site.type),
                    at: "\(document.id) \(site.pointer.joined(separator: "/"))")
            }
        }
        #expect(check.failures.isEmpty, "\(check.failures.prefix(20))")
        #expect(
            check.bounds == [
                "minimum": 140, "maximum": 117, "minLength": 41, "maxLength": 166, "minGraphemes": 2,
                "maxGraphemes": 53,
            ])
    }

    @Test func everyObjectOfTheCorpusHasASchema() {
        let schemas = LexiconSchemas(Corpus.set)
        var count = 0
        for document in Corpus.set.documents {
            for definition in document.definitions {
                switch definition.kind {
                case .record, .data(.object):
                    let name = definition.name == "main" ? document.id : "\(document.id)#\(definition.name)"
                    #expect(schemas.objectSchema(of: name) != nil, "\(name)")
                    count += 1
                case .method:
                    #expect(schemas.methodDescriptor(of: document.id) != nil, "\(document.id)")
                default: break
                }
            }
        }
        #expect(count == 420)
    }
}
