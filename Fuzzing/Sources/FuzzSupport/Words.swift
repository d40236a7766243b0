// SPDX-License-Identifier: Apache-2.0

/// Words of which most are ordinary and some are known to be hard.
enum Words {
    static let documents = [
        "com.example.foo", "com.example.Foo", "com.example.foo.bar", "com.example.defs", "com.example.f-oo.bar",
        "Com.example.foo", "com.example.foo.Bar.baz", "swift.any.string", "self.type.init", "com.example.a1",
        "org.example.foo", "a.b.c", "a.b.c2", "com.example.lexiconRegistry", "lexiconRegistry.a.b", "int.a.b",
        "lexValue.lexObject.protocol", "com.com.com", "com2.example.foo", "xn--a.b1.c",
    ]

    static let names = [
        "main", "a", "b", "thing", "A", "a-b", "a_b", "aB", "aOrDefault", "type", "self", "init", "Type", "Protocol",
        "Any", "String", "schema", "descriptor", "parameters", "Input", "output", "message", "errorName", "other",
        "unknownFields", "reader", "writer", "value", "nsid", "token", "rawValue", "hashValue", "1", "_1", "value1",
        "minus1", "é", "e\u{301}", "\u{E9}", "", "`", "a`b", "$type", "\n", "a\nb", "a\r\nb", "\"", "\\", "*/",
        "\u{0}", "\u{2028}", "default", "case", "com", "Foo", "foo", "bar", "aElement", "element", "none", "some",
        "indirect", "#", "a#b", "com.example.foo#a", "\u{600}", "func() {", "}", "\\(self)", "aElementElement",
        "example", "LexObject", "reading", "variant", "content", "violations", "allCases", "bOrDefault", "position",
        "object", "read", "refusal", "known", "required", "optional", "async", "await", "actor", "nil", "true",
    ]

    static let comments = [
        "A thing.", "", " ", "Deprecated: no.", "a\nb", "a\r\n\r\nb", "*/ }", "\u{0}", "\u{2028}x", "\\", "`", "{{{",
        "deprecated\ndeprecated", "\u{7}\u{1B}[0m", "\n", "```", "- Parameter x: y",
    ]

    static let formats = [
        "at-identifier", "at-uri", "cid", "datetime", "did", "handle", "nsid", "tid", "record-key", "uri", "language",
        "future",
    ]

    static let encodings = ["application/json", "*/*", "image/*", "text/plain", "application/cbor", "nonsense"]
}
