// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// A failure as the wire shows it: a status, `{"error", "message"}`, and header fields (atproto.com/specs/xrpc).
public struct XRPCError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The HTTP status.
    public var status: HTTPResponse.Status
    /// The error name, stable for programs.
    public var name: String
    /// A sentence for a developer, without secrets.
    public var message: String
    /// Fields that belong to this failure, such as `WWW-Authenticate` and `Retry-After`.
    public var headerFields: HTTPFields
    /// What the operator should know and the client must not; it goes to the log and never on the wire.
    public var logDetail: String?

    /// Makes an error.
    public init(
        status: HTTPResponse.Status, name: String, message: String, headerFields: HTTPFields = [:],
        logDetail: String? = nil
    ) {
        self.status = status
        self.name = name
        self.message = message
        self.headerFields = headerFields
        self.logDetail = logDetail
    }

    /// The status, the name and the message.
    public var description: String { "\(status.code) \(name): \(message)" }

    /// The body of the answer.
    public var body: LexValue { .object(["error": .string(name), "message": .string(message)]) }
}

extension XRPCError {
    /// 400 `InvalidRequest`: parameters, body or target break the protocol or the lexicon.
    public static func invalidRequest(_ message: String) -> XRPCError {
        XRPCError(status: .badRequest, name: "InvalidRequest", message: message)
    }

    /// 404 with the given name, for things that a method looks up.
    public static func notFound(name: String, _ message: String) -> XRPCError {
        XRPCError(status: .notFound, name: name, message: message)
    }

    /// 405 `InvalidRequest` with `Allow`: the method exists and is called by another verb.
    public static func wrongVerb(_ used: String, allowed: String) -> XRPCError {
        XRPCError(
            status: .methodNotAllowed, name: "InvalidRequest",
            message: "Incorrect HTTP method (\(used)) expected \(allowed)",
            headerFields: [.allow: allowed == "GET" ? "GET, HEAD" : allowed])
    }

    /// 413 `PayloadTooLarge`.
    public static func payloadTooLarge(limit: Int) -> XRPCError {
        XRPCError(
            status: .contentTooLarge, name: "PayloadTooLarge", message: "The body is larger than \(limit) bytes")
    }

    /// 415 `UnsupportedMediaType`.
    public static func unsupportedMediaType(_ message: String) -> XRPCError {
        XRPCError(status: .unsupportedMediaType, name: "UnsupportedMediaType", message: message)
    }

    /// 500 `InternalServerError`; never says why.
    public static let internalServerError = XRPCError(
        status: .internalServerError, name: "InternalServerError", message: "Internal Server Error")

    /// 501 `MethodNotImplemented`: no plugin has registered this NSID.
    public static let methodNotImplemented = XRPCError(
        status: .notImplemented, name: "MethodNotImplemented", message: "Method Not Implemented")

    /// 429 `RateLimitExceeded` with `Retry-After` in seconds.
    public static func rateLimitExceeded(_ message: String, retryAfter seconds: Int) -> XRPCError {
        XRPCError(
            status: .tooManyRequests, name: "RateLimitExceeded", message: message,
            headerFields: [.retryAfter: String(seconds)])
    }
}
