// SPDX-License-Identifier: Apache-2.0

import Identity
import Testing
import XRPCCore

/// Names that strangers may and may not make a server call.
@Suite struct HostNameTests {
    static let good = [
        "example.com", "a.co", "pds.example.com", "xn--mnchen-3ya.example.org", "1.example.com", "a-b.example.com",
        "3com.com", "example.xn--p1ai", String(repeating: "a", count: 63) + ".com", "127.0.0.1.example.com",
    ]
    static let bad = [
        "", "com", "localhost", "localhost.", "example.com.", ".example.com", "example..com", "EXAMPLE.com",
        "ex ample.com", "example.com:443", "example.com/path", "example.com?q", "example.com#f", "user@example.com",
        "exa_mple.com", "-a.example.com", "a-.example.com", "m\u{FC}nchen.example.org", "example%2Ecom",
        "example.com\u{0}", "example.com\n", "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001",
        "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.0.0.0x1", "1.2.3.08", "[::1]", "::1", "0:0:0:0:0:0:0:1",
        "[::ffff:127.0.0.1]", "foo.local", "foo.localhost", "foo.internal", "metadata.google.internal", "foo.test",
        "foo.invalid", "foo.example", "foo.onion", "foo.arpa", "foo.alt", "foo.home", "foo.lan", "foo.corp",
        "foo.localdomain", "foo.1com", "foo.c", String(repeating: "a", count: 64) + ".com",
        String(repeating: "a.", count: 125) + "aaaa", "\u{212A}.example.com", "example\u{3002}com",
    ]

    @Test func theTablesAreWhole() {
        #expect(Self.good.count == 10)
        #expect(Self.bad.count == 55)
    }

    @Test(arguments: good) func acceptsPublicNames(text: String) {
        #expect(HostName(text)?.text == text)
        #expect(WebOrigin("https://\(text)", reach: .publicInternet)?.text == "https://\(text)")
        #expect(ResolvableDID("did:web:\(text)", reach: .publicInternet)?.methodName == "web")
    }

    @Test(arguments: bad) func refusesEverythingElse(text: String) {
        #expect(HostName(text) == nil)
        #expect(ResolvableDID("did:web:\(text)", reach: .publicInternet) == nil)
        #expect(ResolvableDID("did:web:\(text)", reach: .publicInternetAndLoopback) == nil)
        if text != text.lowercased(), text.utf8.count == text.count { return }  // an origin may have capital letters
        #expect(WebOrigin("https://\(text)", reach: .publicInternet) == nil)
    }

    @Test(arguments: [
        "http://example.com", "https://example.com/", "https://example.com/xrpc", "https://example.com?x",
        "https://example.com#x", "https://user@example.com", "https://example.com:443", "https://example.com:8443",
        "wss://example.com", "https:/example.com", "https:example.com", "//example.com", "example.com", "",
        "HTTPS://example.com", " https://example.com", "https://example.com ", "https://localhost:8080",
        "http://localhost:8080", "http://127.0.0.1:8080",
    ]) func anOriginIsHttpsAndAPublicHostAndNothingMore(text: String) {
        #expect(WebOrigin(text, reach: .publicInternet) == nil)
    }

    @Test func anOriginHasOneSpelling() {
        let origin = WebOrigin("https://PDS.Example.com", reach: .publicInternet)
        #expect(origin?.text == "https://pds.example.com")
        #expect(origin?.host == "pds.example.com")
    }

    @Test func loopbackNeedsTheDevelopmentModeAndAPort() {
        let reach = NetworkReach.publicInternetAndLoopback
        #expect(WebOrigin("http://localhost:8080", reach: reach)?.text == "http://localhost:8080")
        #expect(ResolvableDID("did:web:localhost%3A8080", reach: reach)?.methodName == "web")
        for text in [
            "http://localhost", "http://localhost:", "http://localhost:0", "http://localhost:080",
            "http://localhost:65536", "http://localhost:8080/", "https://localhost:8080", "http://127.0.0.1:8080",
            "http://localhost.:8080",
        ] {
            #expect(WebOrigin(text, reach: reach) == nil, "\(text)")
        }
        for text in [
            "did:web:localhost", "did:web:localhost%3A", "did:web:localhost%3a8080", "did:web:localhost:8080",
            "did:web:localhost%3A8080:path", "did:web:127.0.0.1%3A8080", "did:web:example.com%3A8080",
        ] {
            #expect(ResolvableDID(text, reach: reach) == nil, "\(text)")
        }
        #expect(ResolvableDID("did:web:localhost%3A8080", reach: .publicInternet) == nil)
    }
}

@Suite struct ResolvableDIDTests {
    @Test func acceptsThePlcForm() throws {
        let did = try #require(ResolvableDID("did:plc:ewvi7nxzyoun6zhxrhs64oiz", reach: .publicInternet))
        #expect(did.methodName == "plc")
        #expect(did.description == "did:plc:ewvi7nxzyoun6zhxrhs64oiz")
        let general = try #require(DID(rawValue: did.text))
        #expect(ResolvableDID(general, reach: .publicInternet) == did)
        let other = try #require(DID(rawValue: "did:example:abc"))
        #expect(ResolvableDID(other, reach: .publicInternet) == nil)
    }

    @Test(arguments: [
        "did:plc:ewvi7nxzyoun6zhxrhs64oi", "did:plc:ewvi7nxzyoun6zhxrhs64oizz", "did:plc:EWVI7NXZYOUN6ZHXRHS64OIZ",
        "did:plc:ewvi7nxzyoun6zhxrhs64oi1", "did:plc:ewvi7nxzyoun6zhxrhs64oi8", "did:plc:ewvi7nxzyoun6zhxrhs64oi/",
        "did:plc:ewvi7nxzyoun6zhxrhs64oiz#atproto", "did:plc:ewvi7nxzyoun6zhxrhs64oiz?x", "did:plc:",
        "did:PLC:ewvi7nxzyoun6zhxrhs64oiz", "DID:plc:ewvi7nxzyoun6zhxrhs64oiz", " did:plc:ewvi7nxzyoun6zhxrhs64oiz",
        "did:plc:../../../../etc/passwdabcde", "did:web:", "did:web:example.com:user", "did:web:example.com/user",
        "did:web:example.com#atproto", "did:web:example.com%2Fuser",
        "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme",
        "did:example:abc", "did:", "", "https://example.com",
    ]) func refusesOtherForms(text: String) {
        #expect(ResolvableDID(text, reach: .publicInternet) == nil)
        #expect(ResolvableDID(text, reach: .publicInternetAndLoopback) == nil)
    }
}
