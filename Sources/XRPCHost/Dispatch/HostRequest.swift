// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// A request as the host sees it, without any server library's types.
public struct HostRequest: Sendable {
    /// The verb.
    public let method: HTTPRequest.Method
    /// The request target exactly as it was sent.
    public let target: String
    /// The header fields, each line apart.
    public let headerFields: HTTPFields
    /// Gives the address of the peer, where it is known; asked only when it is needed.
    public let peer: @Sendable () -> String?
    /// Reads the body once; throws `XRPCError` with 413 past the limit.
    public let body: @Sendable (_ limit: Int) async throws -> [UInt8]

    /// Describes a request.
    public init(
        method: HTTPRequest.Method, target: String, headerFields: HTTPFields,
        peer: @escaping @Sendable () -> String? = { nil },
        body: @escaping @Sendable (_ limit: Int) async throws -> [UInt8] = { _ in [] }
    ) {
        self.method = method
        self.target = target
        self.headerFields = headerFields
        self.peer = peer
        self.body = body
    }
}

/// The answer to a request.
public struct HostResponse: Sendable {
    /// The status.
    public var status: HTTPResponse.Status
    /// The header fields.
    public var headerFields: HTTPFields
    /// The whole body; empty for HEAD as well as for answers without one.
    public var body: [UInt8]

    /// Makes an answer.
    public init(status: HTTPResponse.Status, headerFields: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headerFields = headerFields
        self.body = body
    }
}
