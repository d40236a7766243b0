// SPDX-License-Identifier: Apache-2.0

import DPoP
import Testing

@Suite struct HTTPTargetTests {
    private static let expected = "https://api.example.com/xrpc/app.example.read"

    static let equivalents = [
        "https://api.example.com/xrpc/app.example.read", "HTTPS://api.example.com/xrpc/app.example.read",
        "https://API.Example.COM/xrpc/app.example.read", "https://api.example.com:443/xrpc/app.example.read",
        "https://api.example.com:/xrpc/app.example.read", "https://api.example.com/xrpc/app.example.read?a=b",
        "https://api.example.com/xrpc/app.example.read?", "https://api.example.com/xrpc/app.example.read#f",
        "https://api.example.com/xrpc/app.example.read?a#f", "https://api.example.com/./xrpc/app.example.read",
        "https://api.example.com/x/../xrpc/app.example.read", "https://api.example.com/../xrpc/app.example.read",
        "https://api.example.com/xrpc/./app.example.read", "https://api.example.com/xrpc/%61pp.example.read",
        "https://api.example.com/xrpc/app%2Eexample.read", "https://api.example.com/xrpc/app%2eexample%2Eread",
        "https://api.example.com/%78rpc/app.example.read", "https://api.example.com/a/b/../../xrpc/app.example.read",
        "https://api.example.com/xrpc/x/../app.example.read", "https://api.example.com/%2E/xrpc/app.example.read",
    ]

    @Test(arguments: equivalents) func equivalentSpellingsAreEqual(text: String) throws {
        let target = try #require(HTTPTarget(text))
        #expect(target == HTTPTarget(Self.expected))
    }

    static let others = [
        "http://api.example.com/xrpc/app.example.read", "https://api.example.com:80/xrpc/app.example.read",
        "https://api.example.com:8443/xrpc/app.example.read", "https://api.example.org/xrpc/app.example.read",
        "https://example.com/xrpc/app.example.read", "https://api.example.com./xrpc/app.example.read",
        "https://api.example.com/xrpc/app.example.Read", "https://api.example.com/XRPC/app.example.read",
        "https://api.example.com/xrpc/app.example.read/", "https://api.example.com//xrpc/app.example.read",
        "https://api.example.com/xrpc//app.example.read", "https://api.example.com/xrpc%2Fapp.example.read",
        "https://api.example.com/xrpc/app.example.read%20", "https://api.example.com/xrpc/app.example.reads",
        "https://api.example.com/xrpc", "https://api.example.com", "https://api.example.com/",
        "https://api.example.com/xrpc/app.example.read/..", "https://api.example.com/xrpc/app.example.read/.",
        "https://api.example.com/xrpc/app.example.read;a",
    ]

    @Test(arguments: others) func otherURLsDiffer(text: String) throws {
        let target = try #require(HTTPTarget(text))
        #expect(target != HTTPTarget(Self.expected))
    }

    static let malformed = [
        "", "/xrpc/a", "//api.example.com/a", "ftp://api.example.com/a", "javascript:1", "https:", "https:/a",
        "https://", "https:///a", "https://user@api.example.com/a", "https://u:p@api.example.com/a",
        "https://api.example.com:0/a", "https://api.example.com:65536/a", "https://api.example.com:x/a",
        "https://api.example.com:-1/a", "https://api.example.com/a b", "https://api.example.com/a\u{0}",
        "https://api.example.com\\a", "https://exämple.com/a", "https://api.example.com/ä", "https://a%2eb/c",
        "https://[::1/a", "https://api.example.com/%", "https://api.example.com/%2", "https://api.example.com/%zz",
        "https://api.example.com/\n",
    ]

    @Test(arguments: malformed) func malformedURLsAreRefused(text: String) { #expect(HTTPTarget(text) == nil) }

    @Test func theTablesAreComplete() {
        #expect(Self.equivalents.count == 20)
        #expect(Self.others.count == 20)
        #expect(Self.malformed.count == 26)
    }

    @Test func readsOriginsAndPorts() throws {
        let plain = try #require(HTTPTarget("http://[::1]:8080"))
        #expect(plain.origin == "http://[::1]:8080")
        #expect(plain.normalized == "http://[::1]:8080/")
        #expect(plain.replacingPath("/xrpc/a.b.c")?.normalized == "http://[::1]:8080/xrpc/a.b.c")
        #expect(HTTPTarget("https://a.b/c")?.origin == "https://a.b")
    }

    @Test func theSizeBoundIsExact() {
        let base = "https://a.b/"
        #expect(HTTPTarget(base + String(repeating: "x", count: 2048 - base.count)) != nil)
        #expect(HTTPTarget(base + String(repeating: "x", count: 2049 - base.count)) == nil)
    }
}
