// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// Data of every kind in places where a schema does not say what there is.
enum UnknownData {
    /// Numbers at which programs have been seen to fail; most do not fit a number of JavaScript.
    static let notableIntegers: [Int64] = [
        0, 1, -1, 255, 256, -256, 65_536, 4_294_967_296, 9_007_199_254_740_991, 9_007_199_254_740_993,
        -9_007_199_254_740_993, .max, .min,
    ]
    /// Names that need an escape, that are alike, or that mean something elsewhere.
    private static let names = [
        "extra", "Extra", "a/b", "a~b", "~1", "", "two words", "caf\u{E9}", "cafe\u{301}", "漢字", "👩‍👩‍👧‍👦", "__proto__",
        "$extra", "constructor", "\"quoted\"", "back\\slash", "line\nbreak", "unknownFields", "0",
    ]

    /// An object of up to three members.
    static func object(_ random: inout SplitMix64, maximumDepth: Int) -> LexObject {
        LexObject(uniqueMembers: random.once(in: 4) ? [] : members(&random, maximumDepth: maximumDepth))
    }

    /// One to three members with different names.
    static func members(_ random: inout SplitMix64, maximumDepth: Int) -> [LexObject.Member] {
        let chosen = names.shuffled(using: &random).prefix(random.number(1...3))
        var members = chosen.map { LexObject.Member(name: $0, value: value(&random, maximumDepth: maximumDepth)) }
        if random.once(in: 6) {
            members.append(LexObject.Member(name: "$type", value: .string("com.example.any#thing")))
        }
        return members
    }

    private static func value(_ random: inout SplitMix64, maximumDepth: Int) -> LexValue {
        switch random.number(0...(maximumDepth > 0 ? 9 : 6)) {
        case 0: .null
        case 1: .bool(random.once(in: 2))
        case 2, 3: .integer(notableIntegers.randomElement(using: &random) ?? 0)
        case 4: .string(TextBounds().text(&random) ?? "")
        case 5: .bytes(random.bytes(random.number(0...9)))
        case 6: .link(CID(sha256: random.bytes(32), codec: .drisl))
        case 7: .array((0..<random.number(0...3)).map { _ in value(&random, maximumDepth: maximumDepth - 1) })
        case 8: .object(object(&random, maximumDepth: maximumDepth - 1))
        default: Blob(ref: CID(sha256: random.bytes(32), codec: .raw), mimeType: "image/png", size: 7).lexValue
        }
    }
}
