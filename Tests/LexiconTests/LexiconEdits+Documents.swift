// SPDX-License-Identifier: Apache-2.0

import Lexicon

extension LexiconEdit {
    static let documentEdits = definitions + methods + bodies + permissionSets + transitive

    private init(
        _ rule: LexiconChange.Rule, _ verdict: LexiconChange.Verdict, _ parties: Parties, _ old: String,
        _ new: String
    ) {
        self.init(rule, verdict, parties, [old], [new])
    }

    private static func defs(_ defs: String) -> String { #"{"lexicon":1,"id":"com.example.defs","defs":{\#(defs)}}"# }
    private static func query(_ members: String) -> String { Document.main(#""type":"query""# + members) }
    private static func procedure(_ members: String) -> String { Document.main(#""type":"procedure""# + members) }
    private static func body(_ name: String, _ encoding: String, _ schema: String = "") -> String {
        #","\#(name)":{"encoding":"\#(encoding)"\#(schema)}"#
    }

    private static let token = #""token":{"type":"token"}"#

    private static let definitions = [
        LexiconEdit(.definitionAdded, .safe, [], defs(token), defs(token + #","b":{"type":"string"}"#)),
        LexiconEdit(.definitionAdded, .safe, [], [], [query("")]),
        LexiconEdit(
            .definitionRemoved, .breaking, [.oldCallers, .oldReaders], defs(token + #","b":{"type":"string"}"#),
            defs(token)),
        LexiconEdit(.definitionRemoved, .breaking, [.oldCallers, .oldReaders], [query("")], []),
        LexiconEdit(
            .definitionRemoved, .breaking, [.oldReaders, .oldWriters], [Document.record(#"{"type":"boolean"}"#)], []),
        LexiconEdit(
            .tokenRemoved, .unclear, [.oldCallers, .oldReaders], defs(token + #","b":{"type":"token"}"#), defs(token)),
        LexiconEdit(
            .definitionKindChanged, .breaking, [.oldCallers, .oldReaders], defs(token),
            defs(#""token":{"type":"string"}"#)),
        LexiconEdit(
            .definitionKindChanged, .breaking, [.oldReaders, .oldWriters], Document.record(#"{"type":"boolean"}"#),
            Document.main(#""type":"object","description":"A note.","properties":{}"#, id: "com.example.note")
                .replacing(#""description":"A document.","#, with: "")),
        LexiconEdit(.descriptionChanged, .safe, [], query(""), query("").replacing("A document", with: "One")),
        LexiconEdit(
            .recordKeyWidened, .breaking, [.oldReaders], Document.record(#"{"type":"boolean"}"#),
            Document.record(#"{"type":"boolean"}"#, key: #""any""#)),
        LexiconEdit(
            .recordKeyNarrowed, .breaking, [.oldWriters], Document.record(#"{"type":"boolean"}"#, key: #""any""#),
            Document.record(#"{"type":"boolean"}"#)),
        LexiconEdit(
            .recordKeyChanged, .breaking, [.oldReaders, .oldWriters], Document.record(#"{"type":"boolean"}"#),
            Document.record(#"{"type":"boolean"}"#, key: #""literal:self""#)),
    ]

    private static let methods = [
        LexiconEdit(.methodKindChanged, .breaking, [.oldCallers, .oldReaders], query(""), procedure("")),
        LexiconEdit(
            .errorAdded, .safe, [], query(#","errors":[{"name":"A"}]"#),
            query(#","errors":[{"name":"B"},{"name":"A"}]"#)),
        LexiconEdit(.errorRemoved, .safe, [], query(#","errors":[{"name":"A"}]"#), query("")),
        LexiconEdit(
            .descriptionChanged, .safe, [], query(#","errors":[{"name":"A"}]"#),
            query(#","errors":[{"name":"A","description":"One."}]"#)),
        LexiconEdit(.propertyAdded, .safe, [], query(""), query(parameters(#""p":{"type":"string"}"#))),
        LexiconEdit(
            .propertyRemoved, .unclear, [.oldCallers], query(parameters(#""p":{"type":"string"}"#)), query("")),
        LexiconEdit(
            .requiredPropertyAdded, .breaking, [.oldCallers], query(parameters("")),
            query(parameters(#""p":{"type":"string"}"#, required: #""p""#))),
        LexiconEdit(
            .boundTightened, .breaking, [.oldCallers], query(parameters(#""p":{"type":"integer","maximum":100}"#)),
            query(parameters(#""p":{"type":"integer","maximum":50}"#))),
        LexiconEdit(
            .boundLoosened, .safe, [], query(parameters(#""p":{"type":"integer","maximum":100}"#)),
            query(parameters(#""p":{"type":"integer","maximum":500}"#))),
        LexiconEdit(
            .variantAdded, .safe, [], message(##""#a""##), message(##""#a","#b""##)),
        LexiconEdit(
            .closedVariantAdded, .breaking, [.oldReaders], message(##""#a""##, #","closed":true"#),
            message(##""#a","#b""##, #","closed":true"#)),
    ]

    private static func parameters(_ properties: String, required: String = "") -> String {
        #","parameters":{"type":"params","required":[\#(required)],"properties":{\#(properties)}}"#
    }

    private static func message(_ refs: String, _ members: String = "") -> String {
        Document.main(
            #""type":"subscription","message":{"schema":{"type":"union","refs":[\#(refs)]\#(members)}}"#,
            beside: #""a":{"type":"object","properties":{}},"b":{"type":"object","properties":{}},"#)
    }

    private static let schema = #","schema":{"type":"object","properties":{}}"#

    private static let bodies = [
        LexiconEdit(.inputAdded, .breaking, [.oldCallers], procedure(""), procedure(body("input", "*/*"))),
        LexiconEdit(.inputRemoved, .breaking, [.oldCallers], procedure(body("input", "*/*")), procedure("")),
        LexiconEdit(.outputAdded, .safe, [], procedure(""), procedure(body("output", "*/*"))),
        LexiconEdit(.outputRemoved, .breaking, [.oldReaders], procedure(body("output", "*/*")), procedure("")),
        LexiconEdit(
            .encodingWidened, .safe, [], procedure(body("input", "image/png")), procedure(body("input", "image/*"))),
        LexiconEdit(
            .encodingWidened, .breaking, [.oldReaders], procedure(body("output", "image/png")),
            procedure(body("output", "*/*"))),
        LexiconEdit(
            .encodingNarrowed, .breaking, [.oldCallers], procedure(body("input", "*/*")),
            procedure(body("input", "text/csv"))),
        LexiconEdit(
            .encodingNarrowed, .safe, [], query(body("output", "*/*")), query(body("output", "text/csv"))),
        LexiconEdit(
            .encodingChanged, .breaking, [.oldReaders], query(body("output", "text/plain")),
            query(body("output", "text/csv"))),
        LexiconEdit(
            .schemaAdded, .breaking, [.oldCallers], procedure(body("input", "application/json")),
            procedure(body("input", "application/json", schema))),
        LexiconEdit(
            .schemaAdded, .safe, [], query(body("output", "application/json")),
            query(body("output", "application/json", schema))),
        LexiconEdit(
            .schemaRemoved, .breaking, [.oldReaders], query(body("output", "application/json", schema)),
            query(body("output", "application/json"))),
    ]

    private static func permissionSet(_ members: String, title: String = "Notes") -> String {
        Document.main(
            #""type":"permission-set","title":"\#(title)","permissions":[{"type":"permission",\#(members)}]"#,
            id: "com.example.authNotes")
    }

    private static let permissionSets = [
        LexiconEdit(
            .permissionNarrowed, .breaking, [.oldCallers],
            permissionSet(#""resource":"rpc","lxm":["a.b.c","a.b.d"],"aud":"*""#),
            permissionSet(#""resource":"rpc","lxm":["a.b.c"],"aud":"*""#)),
        LexiconEdit(
            .permissionNarrowed, .breaking, [.oldCallers], permissionSet(#""resource":"repo","collection":["a.b.c"]"#),
            permissionSet(#""resource":"repo","collection":["a.b.c"],"action":["create","update"]"#)),
        LexiconEdit(
            .permissionWidened, .unclear, [.oldCallers],
            permissionSet(#""resource":"rpc","lxm":["a.b.c"],"inheritAud":true"#),
            permissionSet(#""resource":"rpc","lxm":["a.b.c","a.b.d"],"inheritAud":true"#)),
        LexiconEdit(
            .descriptionChanged, .safe, [], permissionSet(#""resource":"repo","collection":["a.b.c"]"#),
            permissionSet(#""resource":"repo","collection":["a.b.c"]"#, title: "My notes")),
    ]

    private static func thing(_ maximum: Int) -> String {
        defs(#""thing":{"type":"array","items":{"type":"boolean"},"maxLength":\#(maximum)}"#)
    }

    private static func user(_ head: String, ref: String = "com.example.defs#thing") -> String {
        Document.main(
            head + #"{"type":"object","properties":{"p":{"type":"ref","ref":"\#(ref)"}}}"#
                + (head.hasPrefix(#""type":"record""#) ? "" : "}"))
    }

    private static let inInput = #""type":"procedure","input":{"encoding":"application/json","schema":"#
    private static let inOutput = #""type":"query","output":{"encoding":"application/json","schema":"#
    private static let inRecord = #""type":"record","key":"tid","record":"#

    /// Two definitions of which the second permits what `members` say.
    private static func pair(_ members: String) -> String {
        defs(
            ##""thing":{"type":"object","properties":{"n":{"type":"string"},"next":{"type":"ref","ref":"#thing"}}},"##
                + ##""other":{"type":"object","properties":{"n":{"type":"string"\##(members)},"##
                + ##""next":{"type":"ref","ref":"#other"}}}"##)
    }

    private static let note = Document.record(#"{"type":"boolean"}"#)
    private static let other = "com.example.defs#other"

    private static let transitive = [
        LexiconEdit(.boundLoosened, .safe, [], [user(inInput), thing(3)], [user(inInput), thing(4)]),
        LexiconEdit(
            .boundLoosened, .breaking, [.oldReaders], [user(inOutput), thing(3)], [user(inOutput), thing(4)]),
        LexiconEdit(.boundTightened, .safe, [], [user(inOutput), thing(3)], [user(inOutput), thing(2)]),
        LexiconEdit(
            .boundTightened, .breaking, [.oldWriters], [user(inRecord), thing(3)], [user(inRecord), thing(2)]),
        LexiconEdit(.boundTightened, .breaking, [.oldCallers], thing(3), thing(2)),
        LexiconEdit(.boundLoosened, .breaking, [.oldReaders], thing(3), thing(4)),
        LexiconEdit(
            .referenceChanged, .safe, [], [user(inOutput), pair("")], [user(inOutput, ref: other), pair("")]),
        LexiconEdit(
            .referenceChanged, .safe, [], [user(inOutput), pair(#","maxLength":1"#)],
            [user(inOutput, ref: other), pair(#","maxLength":1"#)]),
        LexiconEdit(
            .referenceChanged, .breaking, [.oldCallers], [user(inInput), pair(#","maxLength":1"#)],
            [user(inInput, ref: other), pair(#","maxLength":1"#)]),
        LexiconEdit(
            .referenceChanged, .unclear, [.oldReaders], [user(inOutput), pair("")],
            [user(inOutput, ref: "com.example.gone"), pair("")]),
        LexiconEdit(
            .referenceChanged, .breaking, [.oldReaders], [user(inOutput), thing(1), note],
            [user(inOutput, ref: "com.example.note"), thing(1), note]),
    ]
}
