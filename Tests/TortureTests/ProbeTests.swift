// SPDX-License-Identifier: Apache-2.0

import Testing
import TortureLexicons
import XRPCCore

/// Changes to one good record, with the answer of the specification.
enum Probes {
    struct Probe: Sendable, CustomTestStringConvertible {
        let name: String
        /// Members that replace those of the good record; `absent` removes one.
        let changes: String
        let rule: LexDataError.Rule?
        let path: String

        init(_ name: String, _ changes: String, _ rule: LexDataError.Rule? = nil, _ path: String = "") {
            self.name = name
            self.changes = changes
            self.rule = rule
            self.path = path
        }

        var testDescription: String { name }
    }

    static let good =
        ##"{"$type":"torture.probe.record","requiredNullable":"a","optionalNullable":"b","createdAt":"2026-11-22T10:11:12Z","subject":"did:web:a.example","closed":{"$type":"torture.probe.record#item","n":1},"open":{"$type":"torture.probe.record#item","n":1},"version":1,"text":"0123456789","level":"low","item":{"n":1},"extra":{"a":1}}"##

    static let all: [Probe] = [
        Probe("nothing changed", "{}"), Probe("an extra field", #"{"later":{"a":[null]}}"#),
        Probe("required null where null is allowed", #"{"requiredNullable":null}"#),
        Probe("required missing", #"{"requiredNullable":"absent"}"#, .required, "/requiredNullable"),
        Probe("optional null where null is allowed", #"{"optionalNullable":null}"#),
        Probe("optional missing", #"{"optionalNullable":"absent"}"#),
        Probe("null for a field that is not nullable", #"{"text":null}"#, .null, "/text"),
        Probe("null for a required field that is not nullable", #"{"subject":null}"#, .null, "/subject"),
        Probe("wrong $type", #"{"$type":"torture.probe.other"}"#, .variant, "/$type"),
        Probe("missing $type", #"{"$type":"absent"}"#, .variant, "/$type"),
        Probe("$type with #main", ##"{"$type":"torture.probe.record#main"}"##, .variant, "/$type"),
        Probe("unknown member in a closed union", #"{"closed":{"$type":"a.b.c"}}"#, .variant, "/closed/$type"),
        Probe("unknown member in an open union", #"{"open":{"$type":"a.b.c","x":[1]}}"#),
        Probe("open union object without $type", #"{"open":{"n":1}}"#, .required, "/open/$type"),
        Probe("closed union object without $type", #"{"closed":{"n":1}}"#, .required, "/closed/$type"),
        Probe(
            "known member with a wrong field", ##"{"open":{"$type":"torture.probe.record#item","n":"1"}}"##, .type,
            "/open/n"),
        Probe("union that is no object", #"{"open":[]}"#, .type, "/open"),
        Probe("const violated", #"{"version":2}"#, .allowed, "/version"),
        Probe("too long", #"{"text":"01234567890"}"#, .length, "/text"),
        Probe("too long in bytes, not in graphemes", #"{"text":"ééééé."}"#, .length, "/text"),
        Probe("outside the enum", #"{"level":"middle"}"#, .allowed, "/level"),
        Probe("bad datetime", #"{"createdAt":"yesterday"}"#, .format, "/createdAt"),
        Probe("bad did", #"{"subject":"did:nope"}"#, .format, "/subject"),
        Probe("$type on a plain ref", ##"{"item":{"$type":"torture.probe.record#item","n":1}}"##),
        Probe("a field of a ref missing", #"{"item":{}}"#, .required, "/item/n"),
        Probe("unknown = 5", #"{"extra":5}"#, .type, "/extra"),
        Probe("unknown = array", #"{"extra":[{}]}"#, .type, "/extra"),
        Probe("unknown = bytes", #"{"extra":{"$bytes":"AQI"}}"#, .type, "/extra"),
        Probe(
            "unknown = blob",
            #"{"extra":{"$type":"blob","ref":{"$link":"bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"},"mimeType":"a/b","size":1}}"#,
            .type, "/extra"),
        Probe("unknown = a record with an extra field", #"{"extra":{"$type":"torture.probe.record","x":1}}"#),
        Probe("extra integer above 2^53", #"{"later":9007199254740993}"#),
    ]

    static func changed(_ probe: Probe) throws -> LexObject {
        var record = try object(good)
        for member in try object(probe.changes).members {
            record[member.name] = member.value == .string("absent") ? nil : member.value
        }
        return record
    }
}

@Suite("B2: $type and unions, as the specification says") struct ProbeTests {
    @Test(arguments: Probes.all) func answersEachProbe(probe: Probes.Probe) throws {
        let record = try Probes.changed(probe)
        do {
            let typed = try Torture.Probe.Record(validating: record)
            #expect(probe.rule == nil)
            #expect(canonical(typed.lexValue) == canonical(.object(record)))
            #expect(typed.lexObject.members.first?.name == "$type")
        } catch {
            #expect(error.rule == probe.rule, "\(error)")
            #expect(error.path == probe.path, "\(error)")
        }
    }

    @Test func theTableIsComplete() {
        #expect(Probes.all.count == 31)
        #expect(Probes.all.filter { $0.rule == nil }.count == 9)
    }

    @Test func aVariantIsWrittenWithItsTypeAndAPlainReferenceWithout() throws {
        let item = Torture.Probe.Record.Item(n: 1)
        var record = Torture.Probe.Record(
            requiredNullable: .null, createdAt: try #require(Datetime(rawValue: "2026-11-22T10:11:12Z")),
            subject: try #require(DID(rawValue: "did:web:a.example")))
        record.open = .item(item)
        record.item = item
        let written = record.lexObject
        #expect(written["open"] == .object(["$type": .string("torture.probe.record#item"), "n": .integer(1)]))
        #expect(written["item"] == .object(["n": .integer(1)]))
        #expect(written["$type"] == .string("torture.probe.record"))
        #expect(written.members.map(\.name) == ["$type", "requiredNullable", "createdAt", "subject", "open", "item"])
    }

    @Test func aUnionThatRepeatsAVariantHasItOnce() {
        #expect(Torture.Duplicate.Refs.Pick.schema.variants.count == 2)
        #expect(Torture.Duplicate.Refs.Self_.schema.variants.count == 1)
        #expect(Torture.Duplicate.Refs.Self_.schema.isClosed)
    }

    @Test func aRecordIsAVariantUnderItsNSID() throws {
        let holder = try Torture.Closed.Holder(
            validating: object(#"{"closed":{"$type":"torture.closed.record","n":1}}"#))
        guard case .record(let record) = holder.closed else {
            Issue.record("no record")
            return
        }
        #expect(record.n == 1)
        #expect(record.unknownFields.isEmpty)
    }
}
