// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not a frame that can be read, or why a frame cannot be written.
public enum EventFrameError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One of the two items is not DRISL, or something follows them; offsets count from the start of the frame.
    case encoding(DRISLError)
    /// The header is not an object with an integer `op` and, for a message, a type in `t`.
    case malformedHeader
    /// The payload is not an object or, for an error, has no name in `error` or a `message` that is no text.
    case malformedPayload
    /// The frame is well made, but of a kind that this version does not know; the specification says to skip it.
    case unknownOperation(Int64)

    /// A sentence for a developer.
    public var description: String {
        switch self {
        case .encoding(let error): "The frame is not two DRISL items: \(error)"
        case .malformedHeader: "The frame header is malformed"
        case .malformedPayload: "The frame payload is malformed"
        case .unknownOperation(let operation): "The frame operation \(operation) is unknown"
        }
    }
}
