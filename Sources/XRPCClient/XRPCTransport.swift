// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// Carries requests to a service; the one seam between calls and the network.
///
/// A transport adds what the service asks for: its origin, credentials, proxying headers.
public protocol XRPCTransport: Sendable {
    /// Sends a request and gives the answer, whatever its status.
    ///
    /// - Throws: where no answer came.
    func send(_ request: XRPCRequest) async throws -> XRPCResponse
}

/// A request before it has an origin.
public struct XRPCRequest: Sendable {
    /// GET for queries, POST for procedures.
    public var method: HTTPRequest.Method
    /// The path and the query, such as `/xrpc/com.example.read?limit=5`.
    public var target: String
    /// The header fields.
    public var headerFields: HTTPFields
    /// The body; empty where there is none.
    public var body: [UInt8]

    /// Describes a request.
    public init(method: HTTPRequest.Method, target: String, headerFields: HTTPFields = [:], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.headerFields = headerFields
        self.body = body
    }
}

/// An answer.
public struct XRPCResponse: Sendable {
    /// The status.
    public var status: HTTPResponse.Status
    /// The header fields.
    public var headerFields: HTTPFields
    /// The body.
    public var body: [UInt8]

    /// Describes an answer.
    public init(status: HTTPResponse.Status, headerFields: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headerFields = headerFields
        self.body = body
    }
}
