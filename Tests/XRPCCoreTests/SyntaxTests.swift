// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
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
                "1985-04-12T23:20:50-00:00", "1985-13-12T23:20:50Z", "2023-02-29T00:00:00Z", "1985-04-12T25:20:50Z",
                "1985-04-12T23:20:50.Z", "yesterday",
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

    @Test(
        .enabled(if: ConformanceData.isAvailable),
        arguments: ["nsid", "did", "handle", "datetime", "atidentifier"], ["valid", "invalid"])
    func agreesWithThePublicExamples(format: String, kind: String) throws {
        let bytes = try ConformanceData.bytes("interop/syntax/\(format)_syntax_\(kind).txt")
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
        for line in lines { #expect(Self.accepts(format, String(line)) == (kind == "valid"), "\(format): \(line)") }
        #expect(lines.count > 3)
    }

    @Test(arguments: [0, 1_750_000_000.123, 951_782_400, 4_102_444_799.999, -1])
    func aDatetimeReadsBackWhatItWrote(seconds: TimeInterval) {
        let written = Datetime(Date(timeIntervalSince1970: seconds))
        let read = Datetime(rawValue: written.rawValue)
        #expect(read?.date == written.date)
        #expect(abs(written.date.timeIntervalSince1970 - seconds) < 0.001)
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
