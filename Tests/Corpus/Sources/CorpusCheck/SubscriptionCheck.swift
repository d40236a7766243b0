// SPDX-License-Identifier: Apache-2.0

import LexTesting
import XRPCCore

/// The messages of every subscription arrive as they were sent, each in a frame.
struct SubscriptionCheck {
    private static let messagesEach = 200

    let methods: [MethodDescriptor]

    func run(_ report: inout CheckReport) {
        let streams = methods.filter { $0.kind == .subscription }
        report.expect(streams.count, 3, "subscriptions")
        for method in streams {
            report.check("messages of \(method.nsid)") { try Self.check(method, $0) }
        }
    }

    private static func check(_ method: MethodDescriptor, _ seed: UInt64) throws {
        guard let union = method.message else { throw CheckFailure("has no messages") }
        var generator = ValueGenerator(seed: seed)
        var seen: Set<String> = []
        for _ in 0..<messagesEach {
            guard case .object(let sent) = generator.value(.union(union)), case .string(let name) = sent["$type"] else {
                throw CheckFailure("no message satisfies the schema")
            }
            seen.insert(name)
            let received = try received(sent, name, method.nsid)
            try LexSchema.union(union).validate(.object(received))
            try JSONForm.expectEqual(.object(sent), .object(received), "changed in the frame")
        }
        guard seen.count >= union.variants.count else { throw CheckFailure("only \(seen) came up") }
    }

    /// The message as it leaves a frame, where the type stands in the header.
    private static func received(_ message: LexObject, _ name: String, _ nsid: NSID) throws -> LexObject {
        var payload = message
        payload["$type"] = nil
        let frame = EventFrame.message(type: EventType.short(name, in: nsid), payload)
        guard case .message(let type, var object) = try EventFrame(frame.encoded()) else {
            throw CheckFailure("is no message any more")
        }
        object["$type"] = .string(EventType.full(type, in: nsid))
        return object
    }
}
