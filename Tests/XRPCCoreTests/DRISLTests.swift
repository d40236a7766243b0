// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import JOSE
import LexJSON
import StrictJSON
import Testing
import XRPCCore

@Suite struct DRISLTests {
    static let forms: [(value: LexValue, hex: String)] = [
        (.null, "f6"), (.bool(false), "f4"), (.bool(true), "f5"), (.integer(0), "00"), (.integer(23), "17"),
        (.integer(24), "1818"), (.integer(255), "18ff"), (.integer(256), "190100"), (.integer(65_535), "19ffff"),
        (.integer(65_536), "1a00010000"), (.integer(4_294_967_295), "1affffffff"),
        (.integer(4_294_967_296), "1b0000000100000000"), (.integer(.max), "1b7fffffffffffffff"),
        (.integer(-1), "20"), (.integer(-24), "37"), (.integer(-25), "3818"), (.integer(-257), "390100"),
        (.integer(.min), "3b7fffffffffffffff"), (.string(""), "60"), (.string("é\0"), "63c3a900"),
        (.bytes([]), "40"), (.bytes([1, 2]), "420102"), (.array([]), "80"), (.array([.null, .array([])]), "82f680"),
        (.object([:]), "a0"), (.object(["b": .integer(1), "aa": .integer(2), "a": .null]), "a36161f661620162616102"),
        (.object(["é": .null, "z": .null, "aaa": .null]), "a3617af662c3a9f663616161f6"),
        (.link(CID(sha256: Array(repeating: 7, count: 32), codec: .raw)), "d82a58250001551220" + seven),
    ]
    private static let seven = String(repeating: "07", count: 32)

    @Test(arguments: forms) func writesTheOneFormAndReadsItBack(value: LexValue, hex: String) throws {
        #expect(try value.drisl == Self.bytes(hex))
        #expect(try LexValue(drisl: Self.bytes(hex)) == value)
        #expect(Self.forms.count == 28)
    }

    static let malformed: [(hex: String, code: DRISLError.Code, offset: Int)] = [
        ("", .truncated, 0), ("18", .truncated, 0), ("1900", .truncated, 0), ("6261", .truncated, 0),
        ("42", .truncated, 0),
        ("81", .truncated, 0), ("a16161", .truncated, 3), ("a26161006162", .truncated, 6), ("82f6", .truncated, 0),
        ("9bffffffffffffffff", .truncated, 0), ("bb7fffffffffffffff", .truncated, 0),
        ("bbffffffffffffffff", .truncated, 0),
        ("5bffffffffffffffff", .truncated, 0), ("7a7fffffff", .truncated, 0), ("f6f6", .trailingBytes, 1),
        ("1817", .notShortest, 0), ("1900ff", .notShortest, 0), ("1a0000ffff", .notShortest, 0),
        ("1b00000000ffffffff", .notShortest, 0), ("3817", .notShortest, 0), ("580161", .notShortest, 0),
        ("780161", .notShortest, 0), ("9800", .notShortest, 0), ("b800", .notShortest, 0),
        ("d900" + "2a40", .notShortest, 0),
        ("5fff", .indefiniteLength, 0), ("7fff", .indefiniteLength, 0), ("9fff", .indefiniteLength, 0),
        ("bfff", .indefiniteLength, 0), ("ff", .indefiniteLength, 0), ("1f", .indefiniteLength, 0),
        ("f90000", .float, 0), ("fa00000000", .float, 0), ("fb0000000000000000", .float, 0),
        ("81fb7ff8000000000000", .float, 1), ("1b8000000000000000", .integerRange, 0),
        ("3b8000000000000000", .integerRange, 0), ("c0f6", .tag, 0), ("d82bf6", .tag, 0), ("d9d9f7f6", .tag, 0),
        ("d82af6", .link, 0), ("d82a40", .link, 0), ("d82a4401550000", .link, 0),
        ("d82a450001550000ff", .trailingBytes, 8),
        ("d82a450055120107", .link, 0), ("d82a4500015512ff", .link, 0), ("d82a6400015500", .link, 0),
        ("d82ad82a40", .link, 0), ("f7", .simple, 0), ("f0", .simple, 0), ("f820", .simple, 0), ("fc", .simple, 0),
        ("1c", .simple, 0), ("61ff", .encoding, 0), ("62c080", .encoding, 0), ("63eda080", .encoding, 0),
        ("a161fff6", .encoding, 1), ("a10000", .keyKind, 1), ("a1416100", .keyKind, 1),
        ("a2616200616100", .keyOrder, 4), ("a262616100616100", .keyOrder, 5), ("a2616100616100", .duplicateKey, 4),
        ("81a2616100616100", .duplicateKey, 5),
    ]

    @Test(arguments: malformed) func refusesEveryOtherForm(hex: String, code: DRISLError.Code, offset: Int) {
        let error = #expect(throws: DRISLError.self, "\(hex)") { try LexValue(drisl: Self.bytes(hex)) }
        #expect(error == DRISLError(code: code, offset: offset), "\(hex)")
    }

    @Test func everyRuleHasItsCases() {
        #expect(Self.malformed.count == 63)
        #expect(Set(Self.malformed.map(\.code)).union([.tooDeep]) == Set(DRISLError.Code.allCases))
        #expect(DRISLError(code: .keyOrder, offset: 3).description == "key-order at byte 3")
    }

    @Test(arguments: [("81", "f6"), ("a16161", "f6")]) func nestsSixtyFourLevelsAndNoMore(level: String, core: String)
        throws
    {
        let deep = Self.bytes(String(repeating: level, count: 64) + core)
        let value = try LexValue(drisl: deep)
        #expect(try value.drisl == deep)
        let deeper = Self.bytes(level) + deep
        #expect(throws: DRISLError(code: .tooDeep, offset: deep.count - 1)) { try LexValue(drisl: deeper) }
        #expect(throws: DRISLError(code: .tooDeep, offset: 64)) {
            try (0..<65).reduce(LexValue.null) { value, _ in .array([value]) }.drisl
        }
    }

    @Test func writesNoLinkWithoutBytesAndNoNameTwice() throws {
        let link = LexValue.link(try #require(CID(rawValue: "z7x3CtScH765HvShXT")))
        #expect(throws: DRISLError(code: .link, offset: 1)) { try LexValue.array([link]).drisl }
        let twice = LexObject(uniqueMembers: [.init(name: "a", value: .null), .init(name: "a", value: .null)])
        #expect(throws: DRISLError(code: .duplicateKey, offset: 4)) { try LexValue.object(twice).drisl }
    }

    @Test func takesItemsOffTheFront() throws {
        var rest = Self.bytes("00f618630000")[1...]
        #expect(try LexValue(takingDRISLFrom: &rest) == .null)
        #expect(try LexValue(takingDRISLFrom: &rest) == .integer(99))
        #expect(rest == [0, 0])
        rest = Self.bytes("00f61817")[2...]
        #expect(throws: DRISLError(code: .notShortest, offset: 0)) { try LexValue(takingDRISLFrom: &rest) }
        #expect(rest == [0x18, 0x17])
    }

    @Test(.enabled(if: ConformanceData.isAvailable)) func agreesWithThePublicFixtures() throws {
        let bytes = try ConformanceData.bytes("interop/data-model/data-model-fixtures.json")
        let fixtures = try #require(try JSONParser(limits: .file).parse(bytes).array)
        for fixture in fixtures {
            let value = try LexValue(try #require(fixture.object?["json"]))
            let drisl = try #require(fixture.object?["cbor_base64"]?.string.flatMap(Base64.decode))
            #expect(try value.drisl == drisl)
            #expect(try LexValue(drisl: drisl) == value)
            #expect(CID(sha256: Libcrypto.sha256(drisl), codec: .drisl).rawValue == fixture.object?["cid"]?.string)
            #expect(try LexValue(try JSONParser(limits: .body).parse(value.json)) == value)
        }
        #expect(fixtures.count == 3)
    }

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
