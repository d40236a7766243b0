// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import XRPCCore

@Suite struct SyntaxTests {
    @Test(arguments: [
        ("nsid", 5), ("did", 5), ("handle", 5), ("datetime", 5), ("atidentifier", 5),
    ]) func knowsItsOwnExamples(format: String, count: Int) {
        let (good, bad) = Self.examples[format] ?? ([], [])
        for text in good { #expect(Self.accepts(format, text), "\(format): \(text)") }
        for text in bad { #expect(!Self.accepts(format, text), "\(format): \(text)") }
        #expect(good.count + bad.count >= count)
    }

    private static let examples: [String: (good: [String], bad: [String])] = [
        "nsid": (
            ["com.example.read", "a.b.c", "com.ex-ample.read2", "A.b.C"],
            [
                "com.example", "com.example.", "com.example.2read", "com.example.re-ad", "com..read", "1com.b.c",
                "cöm.b.c",
            ]
        ),
        "did": (
            ["did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:web:localhost%3A80", "did:m:v"],
            ["did:plc", "did:plc:", "DID:plc:a", "did:PLC:a", "did:plc:a:", "did:plc:a%", "did:plc:a/b", " did:plc:a"]
        ),
        "handle": (
            ["a.co", "john.bsky.social", "xn--ls8h.test"],
            ["john", "john.", ".john.test", "john.0", "jo_hn.test", "-a.test"]
        ),
        "datetime": (
            [
                "1985-04-12T23:20:50.123Z", "1985-04-12T23:20:50Z", "1985-04-12T23:20:50.123+01:45",
                "2024-02-29T00:00:00Z",
            ],
            [
                "1985-04-12", "1985-04-12T23:20Z", "1985-04-12t23:20:50Z", "1985-04-12T23:20:50z",
                "1985-04-12T23:20:50-00:00", "1985-04-12T23:20:50.Z", "1985-04-12T23:20:50+0000", "yesterday",
            ]
        ),
        "atidentifier": (["did:plc:abc", "a.test"], ["did:plc", "a", "@a.test"]),
    ]

    private static func accepts(_ format: String, _ text: String) -> Bool {
        switch format {
        case "nsid": NSID(rawValue: text) != nil
        case "did": DID(rawValue: text) != nil
        case "handle": Handle(rawValue: text) != nil
        case "datetime": Datetime(rawValue: text) != nil
        default: ATIdentifier(rawValue: text) != nil
        }
    }

    @Test(arguments: [0, 1_750_000_000.123, 951_782_400, 4_102_444_799.999, -1])
    func aDatetimeReadsBackWhatItWrote(seconds: TimeInterval) throws {
        let written = Datetime(Date(timeIntervalSince1970: seconds))
        let read = try #require(Datetime(rawValue: written.rawValue)?.date)
        #expect(abs(read.timeIntervalSince1970 - seconds) < 0.001)
    }

    @Test(arguments: [
        "1985-13-12T23:20:50Z", "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "1985-04-12T24:00:00Z",
        "1985-04-12T23:20:50+24:00", "1985-04-12T23:20:50+01:60", "9999-12-31T23:59:59-00:01",
    ]) func aDatetimeWithoutAnInstantHasNoDate(text: String) {
        #expect(Datetime(rawValue: text)?.rawValue == text)
        #expect(Datetime(rawValue: text)?.date == nil)
    }

    @Test(arguments: [
        "1985-04-12T23:20:50.500-00:00", "1985-04-12T23:20:50.5+0000", "1985-04-12t23:20:50.50z",
        "1985-04-12 23:20:50.500000", "1985-04-12T21:50:50.5-0130",
    ]) func aLenientDatetimeKeepsItsSpellingAndKnowsItsInstant(text: String) {
        #expect(Datetime(rawValue: text) == nil)
        #expect(Datetime(lenient: text)?.rawValue == text)
        #expect(Datetime(lenient: text)?.date == Datetime(rawValue: "1985-04-12T23:20:50.5Z")?.date)
        #expect(Datetime(lenient: "yesterday") == nil)
    }

    @Test func aDatetimeKeepsItsSpellingAndKnowsItsInstant() {
        let text = "1985-04-12T23:20:50.5+01:30"
        #expect(Datetime(rawValue: text)?.rawValue == text)
        #expect(Datetime(rawValue: text)?.date == Datetime(rawValue: "1985-04-12T21:50:50.500Z")?.date)
    }

    @Test func anNSIDKnowsItsPartsAndMoves() throws {
        let nsid = try #require(NSID(rawValue: "App.Example.identity.mintToken"))
        #expect(nsid.name == "mintToken")
        #expect(nsid.group == "App.Example.identity")
        #expect(nsid.canonical == "app.example.identity.mintToken")
        #expect(nsid.moved(toGroup: "org.other")?.rawValue == "org.other.mintToken")
        #expect(nsid.moved(toGroup: "") == nil)
    }
}
