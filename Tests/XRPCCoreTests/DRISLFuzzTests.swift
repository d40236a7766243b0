// SPDX-License-Identifier: Apache-2.0

import LexJSON
import StrictJSON
import Testing
import XRPCCore

@Suite struct DRISLFuzzTests {
    @Test func whateverIsAcceptedIsTheOneForm() throws {
        var random = SeededGenerator(state: 0xD1A5)
        let seeds = try (0..<200).map { _ in try random.object(depth: 3).drisl }
        var accepted = 0
        for round in 0..<100_000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0..<random.next(upTo: 3) + 1 { random.mutate(&bytes) }
            guard let value = try? LexValue(drisl: bytes) else { continue }
            accepted += 1
            guard try value.drisl != bytes else { continue }
            Issue.record("accepted another form: \(bytes)")
        }
        #expect(accepted > 10_000)
    }

    @Test func anyValueSurvivesBothForms() throws {
        var random = SeededGenerator(state: 0xCB08)
        for _ in 0..<2000 {
            let value = random.object(depth: 4)
            #expect(try LexValue(drisl: try value.drisl) == value)
            #expect(try LexValue(try JSONParser(limits: .body).parse(value.json)) == value)
        }
    }

    @Test func noiseIsRefusedWithoutHarm() {
        var random = SeededGenerator(state: 7)
        var accepted = 0
        for _ in 0..<20_000 {
            let bytes = (0..<random.next(upTo: 40)).map { _ in UInt8(random.next(upTo: 256)) }
            accepted += (try? LexValue(drisl: bytes)) == nil ? 0 : 1
        }
        #expect(accepted < 2000)
    }
}

/// The same numbers on every run (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next(upTo bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func object(depth: Int) -> LexValue {
        var object = LexObject()
        for _ in 0..<next(upTo: 5) { object[text()] = value(depth: depth) }
        return .object(object)
    }

    private mutating func value(depth: Int) -> LexValue {
        switch next(upTo: depth > 0 ? 9 : 7) {
        case 0: .null
        case 1: .bool(next(upTo: 2) == 0)
        case 2: .integer(Int64(truncatingIfNeeded: next()) >> Int64(next(upTo: 64)))
        case 3, 4: .string(text())
        case 5: .bytes((0..<next(upTo: 30)).map { _ in UInt8(next(upTo: 256)) })
        case 6: .link(CID(sha256: (0..<32).map { _ in UInt8(next(upTo: 256)) }, codec: .drisl))
        case 7: .array((0..<next(upTo: 5)).map { _ in value(depth: depth - 1) })
        default: object(depth: depth - 1)
        }
    }

    private mutating func text() -> String {
        let characters = Array("abcdefgh \"\\\n/~😀éß")
        return String((0..<next(upTo: 12)).map { _ in characters[next(upTo: characters.count)] })
    }

    mutating func mutate(_ bytes: inout [UInt8]) {
        let place = next(upTo: bytes.count + 1)
        switch next(upTo: 6) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(next(upTo: 8))
        case 1 where place < bytes.count: bytes[place] = UInt8(next(upTo: 256))
        case 2 where place < bytes.count: bytes.remove(at: place)
        case 3: bytes.insert(UInt8(next(upTo: 256)), at: place)
        case 4: bytes.removeSubrange(place...)
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + next(upTo: 9))], at: place)
        }
    }
}
