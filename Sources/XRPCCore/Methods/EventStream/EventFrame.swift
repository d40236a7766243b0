// SPDX-License-Identifier: Apache-2.0

/// One binary message of a subscription: two DRISL items, a header and a payload (atproto.com/specs/event-stream).
public enum EventFrame: Sendable, Hashable {
    /// A message; `type` is `#name` or a full reference such as `com.example.defs#name`.
    case message(type: String, LexObject)
    /// The last frame of a stream that fails: a name for programs and perhaps a sentence for a developer.
    case error(name: String, message: String?)
}

extension EventFrame {
    /// The frame as bytes.
    ///
    /// - Throws: ``EventFrameError`` for a type or an error name that could not be read back, and for a payload that
    ///   has no DRISL.
    public func encoded() throws(EventFrameError) -> [UInt8] {
        let (header, payload) = try items()
        do {
            return try LexValue.object(header).drisl + LexValue.object(payload).drisl
        } catch {
            throw .encoding(error)
        }
    }

    private func items() throws(EventFrameError) -> (header: LexObject, payload: LexObject) {
        switch self {
        case .message(let type, let payload):
            guard EventType.isWellFormed(type) else { throw .malformedHeader }
            return (["op": .integer(1), "t": .string(type)], payload)
        case .error(let name, let message):
            guard !name.isEmpty else { throw .malformedPayload }
            var payload: LexObject = ["error": .string(name)]
            if let message { payload["message"] = .string(message) }
            return (["op": .integer(-1)], payload)
        }
    }

    /// Reads a whole frame.
    ///
    /// Members beyond those of the specification are passed over.
    ///
    /// - Throws: ``EventFrameError``. After ``EventFrameError/unknownOperation(_:)`` a reader skips the frame and goes
    ///   on; after any other it closes the connection.
    public init(_ bytes: [UInt8]) throws(EventFrameError) {
        var rest = bytes[...]
        let header = try Self.object(from: &rest, otherwise: .malformedHeader)
        let payload = try Self.object(from: &rest, otherwise: .malformedPayload)
        guard rest.isEmpty else { throw .encoding(DRISLError(code: .trailingBytes, offset: rest.startIndex)) }
        guard case .integer(let operation) = header["op"] else { throw .malformedHeader }
        switch operation {
        case 1: self = try Self.message(header, payload)
        case -1: self = try Self.error(payload)
        default: throw .unknownOperation(operation)
        }
    }

    private static func message(_ header: LexObject, _ payload: LexObject) throws(EventFrameError) -> EventFrame {
        guard case .string(let type) = header["t"], EventType.isWellFormed(type) else { throw .malformedHeader }
        return .message(type: type, payload)
    }

    private static func error(_ payload: LexObject) throws(EventFrameError) -> EventFrame {
        guard case .string(let name) = payload["error"], !name.isEmpty else { throw .malformedPayload }
        switch payload["message"] {
        case .string(let message): return .error(name: name, message: message)
        case nil: return .error(name: name, message: nil)
        default: throw .malformedPayload
        }
    }

    private static func object(
        from rest: inout ArraySlice<UInt8>, otherwise error: EventFrameError
    ) throws(EventFrameError) -> LexObject {
        let start = rest.startIndex
        let item: LexValue
        do {
            item = try LexValue(takingDRISLFrom: &rest)
        } catch {
            throw .encoding(DRISLError(code: error.code, offset: start + error.offset))
        }
        guard case .object(let object) = item else { throw error }
        return object
    }
}
