// SPDX-License-Identifier: Apache-2.0

import Testing
import XRPCCore

@Suite struct EventFrameTests {
    static let frames: [EventFrame] = [
        .message(type: "#commit", ["seq": .integer(1), "blocks": .bytes([1, 2])]), .message(type: "#a", [:]),
        .message(type: "com.example.defs#thing", ["$type": .string("x")]), .message(type: "com.example.thing", [:]),
        .error(name: "FutureCursor", message: nil), .error(name: "ConsumerTooSlow", message: "Zu langsam"),
    ]

    @Test(arguments: frames) func aFrameReadsBackWhatItWrote(frame: EventFrame) throws {
        #expect(try EventFrame(try frame.encoded()) == frame)
        #expect(Self.frames.count == 6)
    }

    @Test func writesTheBytesOfTheSpecification() throws {
        let message = try EventFrame.message(type: "#a", ["n": .integer(1)]).encoded()
        #expect(message == DRISLTests.bytes("a2" + "6174622361" + "626f7001" + "a1616e01"))
        let error = try EventFrame.error(name: "X", message: "y").encoded()
        #expect(error == DRISLTests.bytes("a1626f7020" + "a2656572726f726158" + "676d6573736167656179"))
    }

    private static func encoding(_ code: DRISLError.Code, _ offset: Int) -> EventFrameError {
        .encoding(DRISLError(code: code, offset: offset))
    }

    static let malformed: [(items: [LexValue], error: EventFrameError)] = [
        ([], encoding(.truncated, 0)), ([header()], encoding(.truncated, 10)),
        ([header(), .object([:]), .null], encoding(.trailingBytes, 11)), ([.null, .object([:])], .malformedHeader),
        ([header(), .array([])], .malformedPayload), ([.object(["t": .string("#a")]), .object([:])], .malformedHeader),
        ([.object(["op": .string("1")]), .object([:])], .malformedHeader),
        ([header(type: nil), .object([:])], .malformedHeader),
        ([header(type: .integer(1)), .object([:])], .malformedHeader),
        ([header(type: .string("")), .object([:])], .malformedHeader),
        ([header(type: .string("#")), .object([:])], .malformedHeader),
        ([header(type: .string("a")), .object([:])], .malformedHeader),
        ([header(type: .string("#a#b")), .object([:])], .malformedHeader),
        ([header(type: .string("com.example.a#")), .object([:])], .malformedHeader),
        ([header(type: .string("#1")), .object([:])], .malformedHeader),
        ([header(0), .object([:])], .unknownOperation(0)),
        ([header(2), .object([:])], .unknownOperation(2)), ([header(-2), .object([:])], .unknownOperation(-2)),
        ([header(.min), .object([:])], .unknownOperation(.min)), ([header(-1), .object([:])], .malformedPayload),
        ([header(-1), .object(["error": .string("")])], .malformedPayload),
        ([header(-1), .object(["error": .integer(1)])], .malformedPayload),
        ([header(-1), .object(["error": .string("X"), "message": .null])], .malformedPayload),
    ]

    private static func header(_ operation: Int64 = 1, type: LexValue? = .string("#a")) -> LexValue {
        var header: LexObject = ["op": .integer(operation)]
        header["t"] = type
        return .object(header)
    }

    @Test(arguments: malformed.indices) func refusesWhatIsNoFrame(index: Int) throws {
        let (items, expected) = Self.malformed[index]
        let bytes = try items.flatMap { try $0.drisl }
        let error = #expect(throws: EventFrameError.self) { try EventFrame(bytes) }
        #expect(error == expected, "\(items)")
        #expect(Self.malformed.count == 23)
    }

    @Test func placesErrorsFromTheStartOfTheFrame() throws {
        let bytes = try Self.header().drisl + [0xA1, 0x61, 0x61, 0x18, 0x01]
        let error = #expect(throws: EventFrameError.self) { try EventFrame(bytes) }
        #expect(error == Self.encoding(.notShortest, 13))
        #expect(error?.description == "The frame is not two DRISL items: not-shortest at byte 13")
    }

    @Test func passesOverMembersItDoesNotKnow() throws {
        let header = LexValue.object(["op": .integer(-1), "future": .null])
        let payload = LexValue.object(["error": .string("X"), "future": .array([])])
        #expect(try EventFrame(try header.drisl + payload.drisl) == .error(name: "X", message: nil))
    }

    @Test func writesNothingThatCouldNotBeReadBack() throws {
        #expect(throws: EventFrameError.malformedHeader) { try EventFrame.message(type: "a", [:]).encoded() }
        #expect(throws: EventFrameError.malformedPayload) { try EventFrame.error(name: "", message: nil).encoded() }
        let link = LexValue.link(try #require(CID(rawValue: "z7x3CtScH765HvShXT")))
        #expect(throws: Self.encoding(.link, 3)) { try EventFrame.message(type: "#a", ["a": link]).encoded() }
    }

    @Test(arguments: [
        ("com.example.sub#commit", "#commit"), ("com.example.other#commit", "com.example.other#commit"),
        ("com.example.sub", "com.example.sub"), ("com.example.subs#a", "com.example.subs#a"),
    ]) func namesItsOwnTypesByTheirFragment(reference: String, type: String) throws {
        let subscription = try #require(NSID(rawValue: "com.example.sub"))
        #expect(EventType.short(reference, in: subscription) == type)
        #expect(EventType.full(type, in: subscription) == reference)
        #expect(EventType.isWellFormed(type))
    }
}
