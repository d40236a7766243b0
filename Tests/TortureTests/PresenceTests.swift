// SPDX-License-Identifier: Apache-2.0

import Testing
import TortureLexicons
import XRPCCore

@Suite("B1: four states of presence") struct PresenceTests {
    private typealias Fields = Torture.Presence.Fields

    /// The four kinds of field, and what each may be: absent, null, a value.
    static let matrix: [(field: String, absent: Bool, null: Bool)] = [
        ("required", false, false), ("optional", true, false), ("requiredNullable", false, true),
        ("optionalNullable", true, true),
    ]

    private static let good: LexObject = [
        "$type": .string("torture.presence.fields"), "required": .string("a"), "requiredNullable": .string("b"),
    ]

    private static func expect(_ object: LexObject, isGood: Bool, _ rule: LexDataError.Rule, at field: String) {
        do {
            let value = try Fields(validating: object)
            #expect(isGood, "\(field)")
            #expect(value.lexObject == object)
        } catch {
            #expect(!isGood, "\(field)")
            #expect(error.rule == rule)
            #expect(error.path == "/\(field)")
        }
    }

    @Test(arguments: matrix) func readsEachState(field: String, absent: Bool, null: Bool) {
        var object = Self.good
        object[field] = .string("value")
        Self.expect(object, isGood: true, .required, at: field)
        object[field] = .null
        Self.expect(object, isGood: null, .null, at: field)
        object[field] = nil
        Self.expect(object, isGood: absent, .required, at: field)
    }

    @Test func writesEachState() {
        #expect(Self.matrix.count == 4)
        var value = Fields(required: "a", requiredNullable: .null)
        #expect(value.lexObject.members.map(\.name) == ["$type", "required", "requiredNullable"])
        #expect(value.lexObject["requiredNullable"] == .null)
        value.optional = "c"
        value.requiredNullable = .value("d")
        value.optionalNullable = .null
        #expect(value.lexObject["optionalNullable"] == .null)
        value.optionalNullable = .value("e")
        #expect(value.lexObject["optionalNullable"] == .string("e"))
        #expect(value.optionalNullable?.wrapped == "e")
        value.optionalNullable = nil
        #expect(value.lexObject["optionalNullable"] == nil)
        #expect(value.lexObject["optional"] == .string("c"))
        #expect(value.lexObject["requiredNullable"] == .string("d"))
    }

    @Test func nullAndAbsenceOfAStructAreDifferent() throws {
        let null = try Torture.Selfref.Node(validating: ["name": .string("a"), "previous": .null])
        let absent = try Torture.Selfref.Node(validating: ["name": .string("a")])
        #expect(null != absent)
        #expect(null.previous == .null)
        #expect(absent.previous == nil)
        #expect(String(decoding: null.lexValue.json, as: UTF8.self) == #"{"name":"a","previous":null}"#)
        #expect(String(decoding: absent.lexValue.json, as: UTF8.self) == #"{"name":"a"}"#)
    }
}
