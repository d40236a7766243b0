// SPDX-License-Identifier: Apache-2.0

/// Texts that have the syntax of a string format and texts that have not.
enum FormatSamples {
    /// Good spellings of every kind; none for a format that is not of the specification.
    static func valid(_ formatName: String) -> [String] {
        formatName == "at-identifier" ? identifiers : samples[formatName]?.valid ?? []
    }

    /// Bad spellings, each wrong for another reason.
    static func invalid(_ formatName: String) -> [String] { samples[formatName]?.invalid ?? [] }

    /// The names of all formats with samples.
    static var formatNames: [String] { samples.keys.sorted() }

    private static var identifiers: [String] { valid("did") + valid("handle") }

    private static let samples: [String: (valid: [String], invalid: [String])] = [
        "at-identifier": ([], ["did:", "alice", "at://alice.test", "did:plc:", "a..test"]),
        "at-uri": (
            [
                "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3jui7kd54zh2y", "at://alice.example.com",
                "at://did:web:example.com/com.example.note/self", "at://xn--ls8h.test/com.example.note",
                "at://did:example:a:b/net.users.bob.ping/~1.2-3_:x",
            ],
            [
                "at://", "at:/alice.test", "https://alice.test", "at://alice.test/note", "at://alice.test/",
                "at://alice.test/com.example.note/a/b", "at://alice.test/com.example.note/a b",
            ]
        ),
        "cid": (
            [
                "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
                "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
                "zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA",
            ],
            ["bafy", "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n", "bafy reidfayv", "bafyreidfayv_", ""]
        ),
        "datetime": (
            [
                "1985-04-12T23:20:50.123Z", "1985-04-12T23:20:50Z", "2024-02-29T00:00:00.000000Z",
                "1985-04-12T23:20:50.1+01:45", "1985-04-12T23:20:50.123456789-07:00", "0001-01-01T00:00:00+00:00",
                "9999-12-31T23:59:59.9Z",
            ],
            [
                "yesterday", "1985-04-12", "1985-04-12T23:20:50", "1985-04-12 23:20:50Z", "1985-4-12T23:20:50Z",
                "1985-04-12T23:20:50.Z", "1985-04-12T23:20:50-00:00", "1985-04-12t23:20:50z", "",
            ]
        ),
        "did": (
            [
                "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:web:example.com", "did:web:localhost%3A8080", "did:m:v",
                "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", "did:example:a:b.c_d-E",
            ],
            ["did", "did:plc:", "DID:plc:abc", "did:PLC:abc", "did:plc:abc%", "did:plc:a b", "did:plc:abc:", "plc:abc"]
        ),
        "handle": (
            ["alice.example.com", "a.co", "XX.LCS.MIT.EDU", "xn--ls8h.test", "8.cn", "laptop.local"],
            [
                "alice", "alice..test", "-alice.test", "alice-.test", "alice.0", "al ice.test", "al_ice.test", ".test",
                "",
            ]
        ),
        "language": (
            [
                "en", "pt-BR", "zh-Hans-CN", "de-DE-1901", "sl-rozaj-biske", "x-private", "i-klingon",
                "en-a-bbb-x-a-ccc",
            ],
            ["e", "en_US", "en-", "-en", "1a", "EN", "", "en--US"]
        ),
        "nsid": (
            ["com.example.fooBar", "net.users.bob.ping", "a-0.b-1.c", "cn.8.lex.stuff", "a.b.c"],
            ["com.example", "com.example.3", "com..foo", "com.example.foo-bar", "com.-example.foo", "3com.example.foo"]
        ),
        "record-key": (
            ["self", "3jui7kd54zh2y", "example.com", "~1.2-3_", "pre:fix", "_", String(repeating: "k", count: 512)],
            [".", "..", "a/b", "a b", "#a", "é", "a%20b", ""]
        ),
        "tid": (
            ["3jzfcijpj2z2a", "7777777777777", "2222222222222", "jzzzzzzzzzzzz"],
            ["3jzfcijpj2z2", "3jzfcijpj2z2aa", "0000000000000", "zzzzzzzzzzzzz", "3JZFCIJPJ2Z2A", ""]
        ),
        "uri": (
            [
                "https://example.com/path?query=1#part", "dns:example.com", "at://alice.test/com.example.note",
                "mailto:alice@example.com", "go:1", "HTTP://EXAMPLE.COM", "content-type:text/plain",
            ],
            ["example.com", "https:", "https://exam ple.com", "1http://example.com", "https://é.test", ":x"]
        ),
    ]
}
