// SPDX-License-Identifier: Apache-2.0

import Testing
import TortureLexicons
import XRPCCore

/// Data as it stands on the wire, for each torture package that has any.
enum WrittenValues {
    struct Sample: Sendable, CustomTestStringConvertible {
        let package: Int
        let typeName: String
        let json: String

        init(_ package: Int, _ typeName: String, _ json: String) {
            self.package = package
            self.typeName = "torture.\(typeName)"
            self.json = json
        }

        var testDescription: String { "\(package) \(typeName)" }
    }

    static let all = first + second

    private static let first: [Sample] = [
        Sample(
            1, "catalog.record",
            ##"{"$type":"torture.catalog.record","number":-1,"nullableText":null,"bytes":{"$bytes":"AQI"},"cid-link":{"$link":"bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"},"unknown":{"$type":"com.example.x","a":1},"union":{"$type":"torture.catalog.record#other","c":1,"e":[]},"constNumber":42,"enumNumber":25,"knownText":"violet","enumText":"rock","object":{"a":1,"z":null},"array":[]}"##
        ),
        Sample(1, "catalog.record#formats", #"{"datetime":"1985-04-12T23:20:50.120+01:45","language":"zh-Hant-HK"}"#),
        Sample(3, "stub.defs#savedPreference", #"{"items":["a","b"]}"#),
        Sample(4, "catalog.subscription#info", #"{"name":"OutdatedCursor","message":""}"#),
        Sample(
            6, "nestedarray.grid",
            ##"{"grid":[[1,2],[3]],"things":[[],[{"$type":"torture.nestedarray.grid#cell","v":1},{"$type":"a.b.c"}]],"boxes":[[{"n":1,"m":2}]]}"##
        ),
        Sample(
            7, "inline.tree",
            #"{"object":{"object":{"object":{"leaf":"x","k":1},"k":2},"list":[{"kind":"b","list":[{"n":1,"k":3}]}]},"other":{"object":{}}}"#
        ),
        Sample(8, "empty.defs#nothing", "{}"), Sample(8, "empty.record", #"{"$type":"torture.empty.record"}"#),
        Sample(8, "empty.defs#holder", ##"{"a":{"k":1},"c":{"k":[]},"d":{"$type":"torture.empty.defs#blank"}}"##),
        Sample(
            11, "selfref.node",
            #"{"name":"a","next":{"name":"b","previous":null,"next":{"name":"c"}},"children":[{"name":"d","children":[]}]}"#
        ),
        Sample(11, "selfref.node#post", #"{"reply":{"reply":{"reply":null}}}"#),
        Sample(12, "mutual.defs#left", #"{"n":1,"right":{"left":{"n":2},"self":[{"self":[]}]}}"#),
        Sample(12, "mutual.defs#ringA", #"{"b":{"c":{"a":{"b":{}}}}}"#),
        Sample(
            12, "mutual.defs#tree",
            ##"{"child":{"$type":"torture.mutual.defs#tree","child":{"$type":"torture.mutual.defs#leaf","n":1}}}"##),
        Sample(
            12, "mutual.defs#odd",
            ##"{"next":{"$type":"torture.mutual.defs#even","next":{"$type":"torture.mutual.defs#odd"}}}"##),
        Sample(13, "localmain.thing#list", #"{"items":[{"n":1},{"n":2,"m":3}],"first":{"n":0}}"#),
        Sample(
            14, "fullmain.user#holder",
            ##"{"any":{"$type":"torture.fullmain.user#holder","any":{"$type":"torture.fullmain.other","m":1}},"one":{"$type":"torture.fullmain.thing","n":1}}"##
        ),
        Sample(
            15, "case.defs#holder",
            ##"{"view":{"a":1,"b":2},"View":{"a":1,"b":2},"vIEW":"X","any":{"$type":"torture.case.defs#View","b":1}}"##),
        Sample(16, "output.get#output", #"{"n":1}"#), Sample(16, "output.get#descriptor", #"{"schema":1}"#),
        Sample(17, "fragment.foo", #"{"bar":{"a":1},"fooBar":{"b":2}}"#),
        Sample(17, "fragment.fooBar#user", ##"{"any":{"$type":"torture.fragment.foo#bar","a":1}}"##),
        Sample(
            18, "prefix.thing", #"{"$type":"torture.prefix.thing","part":{"n":1},"piece":{"n":2},"Side":"left"}"#),
        Sample(18, "prefix.thing.part", #"{"m":1}"#), Sample(18, "prefix.thing.piece.deep", #"{"k":1}"#),
        Sample(19, "spelling.ex-ample.3d.thing", #"{"a":1}"#),
        Sample(19, "spelling.ex-ample.3d.thing#user", #"{"other":{"b":1}}"#),
        Sample(
            20, "keyword.in.class.default",
            #"{"self":{"$type":"torture.keyword.self.type.protocol","init":{"k":1}}}"#),
    ]

    private static let second: [Sample] = [
        Sample(
            21, "reserved.words",
            #"{"$type":"torture.reserved.words","self":"1","init":"2","default":"3","Self":"4","hash":"5","schema":"6","Torture":"7","torture":"8","init(reading:)":"9","_":"10"}"#
        ),
        Sample(21, "reserved.words#anything", #"{"validating":{"validating":1}}"#),
        Sample(
            22, "ugly.names",
            #"{"1st":"a","new\nline":1,"":"b","\u00e9":"c","e\u0301":"d","foo":"e","foo_bar":2,"foo-bar":"f","a/b":"g","a~b":"h","*/":"i","日本":"j","日本語":"k","aDefaultOrDefault":"l"}"#
        ),
        Sample(22, "ugly.names#inner", #"{"cid-link":{"n":1},"cidLink":{"n":2},"cid_link":{"n":3},"a\nb":{}}"#),
        Sample(23, "known.values", ##"{"color":"#red","nothing":"x","colors":["b","z"],"named":"other","same":"x"}"##),
        Sample(23, "known.values", ##"{"color":"é"}"##), Sample(23, "known.values", ##"{"color":"x\ny"}"##),
        Sample(24, "stringenum.defs", #"{"level":"é","levels":["x","y"],"fallback":"some"}"#),
        Sample(24, "stringenum.defs", #"{"level":"e\u0301"}"#), Sample(24, "stringenum.defs", #"{"level":""}"#),
        Sample(25, "intenum.defs", #"{"size":-9223372036854775808,"sizes":[2,1],"named":4,"answer":42}"#),
        Sample(
            26, "constants.defs", #"{"yes":true,"no":false,"word":"a\"b\\c\né","empty":"","words":["w"],"named":"n"}"#),
        Sample(27, "defaults.search#page", #"{"must":2,"size":1,"count":-1,"label":"x"}"#),
        Sample(
            28, "named.user",
            ##"{"$type":"torture.named.user","flag":true,"texts":["a"],"number":1,"known":"z","closed":"b","level":2,"bytes":{"$bytes":""},"time":"2026-01-01T00:00:00Z","grid":[[1],[]],"things":[{"n":1}],"choices":[{"$type":"torture.named.defs#thing","n":1}],"inline":[{"n":1}],"knowns":["a","q"]}"##
        ),
        Sample(30, "full.update#a", #"{"a":1}"#), Sample(31, "unionoutput.get#a", #"{"a":1}"#),
        Sample(33, "recordoutput.thing#object", #"{"thing":{"$type":"torture.recordoutput.thing","n":1},"n":2}"#),
        Sample(36, "presence.fields", #"{"$type":"torture.presence.fields","required":"","requiredNullable":null}"#),
        Sample(
            36, "presence.fields#types",
            #"{"number":null,"did":null,"list":null,"item":null,"pick":null,"any":null,"link":null,"color":null}"#),
        Sample(
            37, "duplicate.refs",
            ##"{"pick":{"$type":"torture.duplicate.refs#a","a":1},"self":{"$type":"torture.duplicate.refs"}}"##),
        Sample(38, "emptyunion.holder", #"{"one":{"$type":"a.b.c#d","x":1},"many":[{"$type":"a.b.c"}]}"#),
        Sample(
            39, "closed.holder",
            ##"{"closed":{"$type":"torture.closed.record","n":1},"open":{"$type":"a.b.c"},"list":[{"$type":"torture.closed.holder#a","n":5}]}"##
        ),
        Sample(41, "stream.watch#event", ##"{"seq":1,"op":{"$type":"torture.stream.watch#end","k":1}}"##),
        Sample(42, "odd.texts", ##"{"$type":"torture.odd.texts","f":1,"c":{"$type":"torture.odd.texts#d"}}"##),
        Sample(
            43, "shadow.defs#user",
            ##"{"text":"","maybe":null,"number":1,"time":"2026-01-01T00:00:00Z","did":"did:web:a.example","pick":{"$type":"torture.shadow.defs#string","n":1,"string":{"n":2}},"color":"r","level":"l","size":1}"##
        ),
        Sample(
            44, "anything.holder",
            #"{"$type":"torture.anything.holder","must":{},"null":null,"list":[{},{"$type":"a.b.c","a":[1]}],"grid":[[{"a":null}]]}"#
        ),
    ]

    typealias Body = any (LexConvertible & XRPCBody).Type

    static let bodies: [(json: String, type: Body)] = [
        (#"{"stringField":"a","array":[1,2],"boolean":false,"k":1}"#, Torture.Catalog.Query.Parameters.self),
        (#"{"a":1,"k":2}"#, Torture.Catalog.Query.Output.self),
        (
            ##"{"preferences":[{"$type":"torture.stub.defs#adultPreference","enabled":true},{"$type":"a.b.c"}]}"##,
            Torture.Catalog.Procedure.Input.self
        ),
        (#"{"unknown":{"a":1},"object":{"b":2,"c":3}}"#, Torture.Catalog.Procedure.Output.self),
        (
            ##"{"$type":"torture.catalog.subscription#yo","seq":1,"yo":true}"##,
            Torture.Catalog.Subscription.Message.self
        ),
        (#"{"output":{"n":1},"input":{},"k":[]}"#, Torture.Output.Get.Output.self),
        (
            #"{"limit":1,"reverse":true,"sort":"x","order":"asc","mode":"y","must":1,"class":2}"#,
            Torture.Defaults.Search.Parameters.self
        ),
        (#"{"flags":[true,false],"numbers":[0],"kinds":["b"],"known":["z"]}"#, Torture.Arrayparams.Get.Parameters.self),
        (##"{"name":"a","inner":{"k":1},"pick":{"$type":"a.b.c"}}"##, Torture.Full.Update.Input.self),
        (##"{"name":"a","pick":{"$type":"torture.full.update#b","b":1}}"##, Torture.Full.Update.Output.self),
        (##"{"$type":"torture.unionoutput.get#a","a":1,"k":2}"##, Torture.Unionoutput.Get.Output.self),
        (##"{"$type":"torture.unionoutput.get#a","a":1,"k":2}"##, Torture.Unionoutput.Put.Input.self),
        (#"{"$type":"a.b.c"}"#, Torture.Unionoutput.Put.Output.self),
        (#"{"$type":"torture.recordoutput.thing","n":1}"#, Torture.Recordoutput.Get.Output.self),
        (#"{"n":1}"#, Torture.Recordoutput.List.Output.self),
        (##"{"$type":"torture.stream.watch#end"}"##, Torture.Stream.Watch.Message.self),
        (
            #"{"nsid":{"n":1},"torture":{"torture":{"$type":"torture.shadow.get#nsid","n":1}}}"#,
            Torture.Shadow.Get.Output.self
        ),
    ]
}
