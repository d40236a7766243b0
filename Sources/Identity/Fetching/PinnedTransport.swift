// SPDX-License-Identifier: Apache-2.0

/// Makes one GET request on a connection to a given address.
package protocol PinnedTransport: Sendable {
    /// Connects to `address`, speaks TLS with the host of the request where its origin is https, and asks.
    ///
    /// - Throws: ``FetchFailure/tooLarge`` where the body is; any other error counts as ``FetchFailure/unreachable``.
    func get(_ request: FetchRequest, at address: IPAddress, limits: TransportLimits) async throws -> PinnedResponse
}

/// The bounds of one request.
package struct TransportLimits: Sendable {
    /// The time for connecting, TLS included.
    package let connect: Duration
    /// The largest body in bytes.
    package let maximumBytes: Int

    package init(connect: Duration, maximumBytes: Int) {
        self.connect = connect
        self.maximumBytes = maximumBytes
    }
}

/// What a server answered.
package struct PinnedResponse: Sendable {
    /// The status.
    package let status: Int
    /// The `Content-Type` field.
    package let contentType: String?
    /// The body of a 200; that of another status is not read.
    package let body: [UInt8]

    package init(status: Int, contentType: String?, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}
