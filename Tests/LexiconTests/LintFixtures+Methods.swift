// SPDX-License-Identifier: Apache-2.0

import Lexicon

extension LintFixture {
    private static let limit = #""limit":{"type":"integer","minimum":1,"maximum":9,"default":5}"#
    private static let cursor = #""cursor":{"type":"string"}"#
    private static let items = #""items":{"type":"array","items":{"type":"boolean"}}"#
    private static let goodPages = Document.pages("\(limit),\(cursor)", "\(cursor),\(items)")

    static let methods = [
        LintFixture(
            .limitBounds,
            Document.pages(#""limit":◆{"type":"integer","minimum":1},\#(cursor)"#, "\(cursor),\(items)"), goodPages),
        LintFixture(
            .unboundedParameter, Document.pages(#""offset":◆{"type":"integer"}"#, items),
            Document.pages(#""offset":{"type":"integer","minimum":0}"#, items)),
        LintFixture(
            .cursorOneSided,
            Document.pages(limit, "\(cursor),\(items)").replacing("{\"type\":\"q", with: "◆{\"type\":\"q"),
            Document.pages(limit, items)),
        LintFixture(
            .cursorOneSided,
            Document.pages("\(limit),\(cursor)", items).replacing(#""output":"#, with: #""output":◆"#), goodPages),
        LintFixture(
            .pageWithoutLimit,
            Document.pages(cursor, "\(cursor),\(items)").replacing(#""parameters":"#, with: #""parameters":◆"#),
            goodPages),
        LintFixture(
            .pageWithoutList,
            Document.pages("\(limit),\(cursor)", "\(cursor),\(items)", required: "")
                .replacing(#""output":"#, with: #""output":◆"#),
            goodPages),
        LintFixture(
            .requiredCursor,
            Document.pages("\(limit),\(cursor)", "\(cursor),\(items)", required: #""items","cursor""#)
                .replacing(#""output":"#, with: #""output":◆"#),
            goodPages),
        LintFixture(
            .jsonWithoutSchema, Document.main(#""type":"query","output":◆{"encoding":"application/json"}"#),
            Document.main(#""type":"query","output":{"encoding":"image/*"}"#)),
        LintFixture(
            .schemaWithoutJSON,
            Document.main(
                #""type":"query","output":{"encoding":"text/csv","schema":◆{"type":"object","properties":{}}}"#),
            Document.main(
                #""type":"query","output":{"encoding":"application/json","schema":{"type":"object","properties":{}}}"#)),
        LintFixture(
            .errorStyle, Document.main(#""type":"query","errors":[{"name":"Fine"},{"name":◆"notFound"}]"#),
            Document.main(#""type":"query","errors":[{"name":"NotFound2"}]"#)),
        LintFixture(
            .repeatedError, Document.main(#""type":"query","errors":[{"name":"NotFound"},{"name":◆"NotFound"}]"#),
            Document.main(#""type":"query","errors":[{"name":"NotFound"},{"name":"Found"}]"#)),
        LintFixture(
            .verbMismatch, Document.main(#""type":◆"procedure""#), Document.main(#""type":"query""#)),
        LintFixture(
            .verbMismatch, Document.main(#""type":◆"query""#, id: "com.example.setUp"),
            Document.main(#""type":"query""#, id: "com.example.settings")),
        LintFixture(
            .subscriptionWithoutMessage,
            Document.main(#""type":"subscription""#).replacing(#""main":"#, with: #""main":◆"#),
            Document.main(
                ##""type":"subscription","message":{"schema":{"type":"union","refs":["#info"]}}"##,
                beside: #""info":{"type":"object","properties":{}},"#)),
    ]

    static let names = [
        LintFixture(
            .caseClash, Document.object(#""properties":{"did":{"type":"boolean"},"dID":◆{"type":"boolean"}}"#),
            Document.object(#""properties":{"did":{"type":"boolean"},"ids":{"type":"boolean"}}"#)),
        LintFixture(
            .caseClash,
            [
                Document.main(#""type":"query""#, id: "com.example.getAll"),
                Document.main(#""type":"query""#, id: "com.example.getall").replacing(#""id":"#, with: #""id":◆"#),
            ], [Document.main(#""type":"query""#, id: "com.example.getAll")]),
        LintFixture(
            .caseClash,
            #"{"lexicon":1,"id":"com.example.defs","defs":{"one":{"type":"token"},"oNe":◆{"type":"token"}}}"#,
            #"{"lexicon":1,"id":"com.example.defs","defs":{"one":{"type":"token"},"two":{"type":"token"}}}"#),
        LintFixture(
            .idStyle, Document.main(#""type":"query""#, id: "com.example.GetIt").replacing(#""id":"#, with: #""id":◆"#),
            Document.main(#""type":"query""#, id: "com.ex-ample.getIt2")),
        LintFixture(
            .definitionStyle, #"{"lexicon":1,"id":"com.example.defs","defs":{"a-b":◆{"type":"token"}}}"#,
            #"{"lexicon":1,"id":"com.example.defs","defs":{"aB":{"type":"token"}}}"#),
        LintFixture(
            .propertyStyle, Document.object(#""properties":{"cid-link":◆{"type":"boolean"}}"#),
            Document.object(#""properties":{"cidLink":{"type":"boolean"}}"#)),
        LintFixture(
            .unusedDefinition,
            Document.main(#""type":"query""#, beside: #""left":◆{"type":"object","properties":{}},"#),
            Document.object(#""properties":{}"#)),
        LintFixture(
            .unusedDefinition,
            Document.main(
                #""type":"query""#,
                beside: ##""me":◆{"type":"object","properties":{"p":{"type":"ref","ref":"#me"}}},"##),
            Document.main(
                ##""type":"query","output":{"encoding":"application/json","schema":{"type":"ref","ref":"#me"}}"##,
                beside: ##""me":{"type":"object","properties":{}},"##)),
    ]

    static let texts = [
        LintFixture(
            .missingDescription,
            #"{"lexicon":1,"id":"com.example.getThing","defs":{"main":◆{"type":"query"}}}"#,
            #"{"lexicon":1,"id":"com.example.getThing","defs":{"main":{"type":"query","description":"Gets it."}}}"#),
        LintFixture(
            .emptyDescription, Document.object(#""properties":{"p":{"type":"boolean","description":◆" "}}"#),
            Document.object(#""properties":{"p":{"type":"boolean","description":"Yes."}}"#)),
        LintFixture(
            .deprecatedWithoutReplacement,
            Document.main(#""type":"query","errors":[{"name":"Old","description":◆"DEPRECATED"}]"#),
            Document.main(#""type":"query","errors":[{"name":"Old","description":"Deprecated: use New."}]"#)),
    ]

    private static func permissionSet(_ permissions: String, title: String = #""title":"Notes","#) -> String {
        Document.main(
            #""type":"permission-set",\#(title)"detail":"Reads notes.","permissions":[\#(permissions)]"#,
            id: "com.example.authNotes")
    }

    private static func rpc(_ names: String) -> String {
        #"{"type":"permission","resource":"rpc","lxm":[\#(names)],"inheritAud":true}"#
    }

    static let permissions = [
        LintFixture(
            .permissionSetText, permissionSet("", title: "").replacing(#""main":"#, with: #""main":◆"#),
            permissionSet("")),
        LintFixture(
            .foreignPermission, permissionSet(rpc(#"◆"com.examples.getIt""#)),
            permissionSet(rpc(#""com.example.deep.getIt""#))),
        LintFixture(
            .wildcardPermission, permissionSet(rpc(#"◆"*""#)),
            [permissionSet(rpc(#""com.example.getThing""#)), Document.main(#""type":"query""#)]),
        LintFixture(
            .danglingPermission,
            [permissionSet(rpc(#"◆"com.example.getOther""#)), Document.main(#""type":"query""#)],
            [permissionSet(rpc(#""com.example.getThing""#)), Document.main(#""type":"query""#)]),
        LintFixture(
            .danglingPermission,
            [
                permissionSet(#"{"type":"permission","resource":"repo","collection":[◆"com.example.getThing"]}"#),
                Document.main(#""type":"query""#),
            ],
            [
                permissionSet(#"{"type":"permission","resource":"repo","collection":["com.example.note"]}"#),
                Document.record(#"{"type":"boolean"}"#),
            ]),
    ]

    private init(_ rule: Diagnostic.Rule, _ hit: String, _ clean: [String]) {
        self.init(rule, [hit], clean)
    }
}
