// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Identity

/// What strangers must not make this process call; each case would reach a listener that counts connections.
@Suite struct OutboundSafetyTests {
    /// Hosts that never become an origin, in every spelling of loopback and of the metadata address of clouds.
    static let hosts = [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7F.0.0.1", "0177.0.0.1",
        "017700000001", "127.0.0.0x1", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]", "localhost", "LOCALHOST", "localhost.", "app.localhost", "localhost.localdomain",
        "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[::ffff:169.254.169.254]",
        "metadata.google.internal", "instance-data", "0", "0.0.0.0", "10.0.0.1", "192.168.0.1", "[fe80::1%25eth0]",
        "user@127.0.0.1", "example.com@127.0.0.1", "example.com#@127.0.0.1", "example.com\\@127.0.0.1",
        "127.0.0.1\u{2044}example.com", "\u{2460}27.0.0.1", "127\u{3002}0\u{3002}0\u{3002}1",
    ]

    /// Answers of DNS that must stop a request, for a name that looks fine.
    static let answers: [[String]] = [
        ["127.0.0.1"], ["127.8.8.8"], ["0.0.0.0"], ["10.1.2.3"], ["172.16.0.1"], ["192.168.1.1"], ["169.254.169.254"],
        ["100.64.0.1"], ["192.0.0.170"], ["198.18.0.1"], ["203.0.113.9"], ["224.0.0.1"], ["255.255.255.255"], ["::1"],
        ["::"], ["::ffff:127.0.0.1"], ["::ffff:8.8.8.8"], ["::127.0.0.1"], ["64:ff9b::7f00:1"], ["64:ff9b::808:808"],
        ["2002:7f00:1::"], ["2001::1"], ["2001:db8::1"], ["fe80::1"], ["fc00::1"], ["fd00:ec2::254"], ["ff02::1"],
        ["3fff::1"], ["8.8.8.8", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"], ["2606:4700::1111", "::1"],
        ["1.1.1.1", "8.8.8.8", "10.0.0.1"],
    ]

    @Test func theTablesAreWhole() {
        #expect(Self.hosts.count == 39)
        #expect(Self.answers.count == 32)
        #expect(Self.hosts.count + Self.answers.count >= 60)
    }

    @Test(arguments: hosts) func noSpellingOfAnInternalHostBecomesAnOrigin(host: String) {
        for scheme in ["https", "http"] {
            for suffix in ["", ":8080"] {
                #expect(WebOrigin("\(scheme)://\(host)\(suffix)", reach: .publicInternet) == nil)
            }
        }
        #expect(ResolvableDID("did:web:\(host)", reach: .publicInternet) == nil)
    }

    @Test(arguments: answers) func aNameWithAnInternalAddressIsNotCalled(texts: [String]) async throws {
        let addresses = texts.compactMap(AddressTests.address)
        #expect(addresses.count == texts.count)
        let origin = try #require(WebOrigin("https://rebind.example.com", reach: .publicInternet))
        for reach in [NetworkReach.publicInternet, .publicInternetAndLoopback] {
            let transport = RecordingTransport()
            let fetcher = PinnedFetcher(
                reach: reach, limits: .patient, resolver: ScriptedDNS(addresses), transport: transport)
            await #expect(throws: FetchFailure.addressRefused) {
                try await fetcher.fetch(FetchRequest(origin: origin, path: "/", accept: "*/*"))
            }
            #expect(transport.addresses.isEmpty)
        }
    }

    @Test func theListenerHearsNothingUnlessTheDevelopmentModeIsOn() async throws {
        let server = try await LoopbackServer.start { _ in .init(body: Array("{}".utf8)) }
        let text = "http://localhost:\(server.port)"
        #expect(WebOrigin(text, reach: .publicInternet) == nil)
        let origin = try #require(WebOrigin(text, reach: .publicInternetAndLoopback))
        let request = FetchRequest(origin: origin, path: "/", accept: "*/*")
        let dns = ScriptedDNS([IPAddress(127, 0, 0, 1)])
        await #expect(throws: FetchFailure.addressRefused) {
            try await PinnedFetcher(reach: .publicInternet, limits: .patient, resolver: dns).fetch(request)
        }
        #expect(server.connections == 0)
        _ = try await PinnedFetcher(reach: .publicInternetAndLoopback, limits: .patient, resolver: dns).fetch(request)
        #expect(server.connections == 1)
        try await server.stop()
    }

    @Test func localhostThatResolvesElsewhereIsNotCalled() async throws {
        let origin = try #require(WebOrigin("http://localhost:8080", reach: .publicInternetAndLoopback))
        for address in [IPAddress(8, 8, 8, 8), IPAddress(10, 0, 0, 1)] {
            let transport = RecordingTransport()
            let fetcher = PinnedFetcher(
                reach: .publicInternetAndLoopback, limits: .patient, resolver: ScriptedDNS([address]),
                transport: transport)
            await #expect(throws: FetchFailure.addressRefused) {
                try await fetcher.fetch(FetchRequest(origin: origin, path: "/", accept: "*/*"))
            }
            #expect(transport.addresses.isEmpty)
        }
    }

    /// The second answer of a rebinding name is never asked for: the checked address is the one that is connected.
    @Test func theConnectionGoesToTheAddressThatWasChecked() async throws {
        let dns = ScriptedDNS([IPAddress(8, 8, 8, 8)], [IPAddress(127, 0, 0, 1)])
        let transport = RecordingTransport()
        let fetcher = PinnedFetcher(
            reach: .publicInternet, limits: .patient, resolver: dns, transport: transport)
        let origin = try #require(WebOrigin("https://rebind.example.com", reach: .publicInternet))
        _ = try await fetcher.fetch(FetchRequest(origin: origin, path: "/", accept: "*/*"))
        #expect(transport.addresses == [IPAddress(8, 8, 8, 8)])
        #expect(dns.asked == ["rebind.example.com"])
        await #expect(throws: FetchFailure.addressRefused) {
            try await fetcher.fetch(FetchRequest(origin: origin, path: "/", accept: "*/*"))
        }
        #expect(transport.addresses.count == 1)
    }

    /// The real client, with a host name that only the pinned address can reach.
    @Test func theClientUsesThePinnedAddressAndAsksNoResolver() async throws {
        let server = try await LoopbackServer.start { _ in .init(body: Array("{}".utf8)) }
        let origin = try #require(WebOrigin("http://localhost:\(server.port)", reach: .publicInternetAndLoopback))
        let request = FetchRequest(origin: origin, path: "/x", accept: "text/plain")
        let limits = TransportLimits(connect: .seconds(1), maximumBytes: 100)
        let transport = HTTPClientTransport(userAgent: "tests")
        // Nothing listens at this other loopback address, although the name is reachable.
        await #expect(throws: (any Error).self) {
            try await transport.get(request, at: IPAddress(127, 9, 9, 9), limits: limits)
        }
        #expect(server.connections == 0)
        let response = try await transport.get(request, at: IPAddress(127, 0, 0, 1), limits: limits)
        #expect(response.status == 200)
        let heard = try #require(server.requests.first)
        #expect(heard.path == "/x")
        #expect(heard.fields["host"] == "localhost:\(server.port)")
        #expect(heard.fields["accept"] == "text/plain")
        #expect(heard.fields["user-agent"] == "tests")
        try await server.stop()
    }

    /// AsyncHTTPClient looks the pinned address up by what Foundation takes for the host.
    @Test(arguments: ["xn--mnchen-3ya.example.com", "xn--80ak6aa92e.com", "a-b.example.com", "3com.com"])
    func everyHostNameIsTheSameToTheClient(host: String) async throws {
        let origin = try #require(WebOrigin("https://\(host)", reach: .publicInternet))
        #expect(HTTPClientTransport.hostAsSeenByClient(of: origin.text + "/") == host)
    }
}
