// SPDX-License-Identifier: Apache-2.0

public import Foundation
package import HTTPTypes
public import XRPCCore

/// Checks widget tokens; the plugin that issues them provides it.
public protocol WidgetGuard: Sendable {
    /// How every widget token begins. A bearer with this prefix is a widget token and nothing else.
    var prefix: String { get }

    /// Checks one presented token for one call.
    ///
    /// - Throws: `XRPCError` with the refusal; any other error means that the check could not be made.
    func verify(_ token: String, for call: GuardedCall) async throws -> VerifiedWidget
}

/// The call that a widget token is presented for.
public struct GuardedCall: Sendable {
    /// The called method.
    public let nsid: NSID
    /// What is known of the request.
    public let request: RequestFacts

    /// Describes a call.
    public init(nsid: NSID, request: RequestFacts) {
        self.nsid = nsid
        self.request = request
    }
}

/// What handlers and guards may know of a request; no credentials among it.
public struct RequestFacts: Sendable, CustomReflectable {
    /// The identifier in logs and audit rows.
    public let id: String
    /// The instant of arrival, by the host's clock.
    public let time: Date
    /// Every `Origin` field line as it was sent.
    public let origins: [String]
    /// `Sec-Fetch-Site`, which only browsers send.
    public let fetchSite: String?
    private let agent: String?
    private let peer: @Sendable () -> String?
    private static let maximumAgentBytes = 256

    package init(id: String, time: Date, headerFields: HTTPFields, peer: @escaping @Sendable () -> String?) {
        self.id = id
        self.time = time
        origins = headerFields.contains(.origin) ? headerFields[values: .origin] : []
        fetchSite = headerFields.value(.fetchSite)
        agent = headerFields.value(.userAgent)
        self.peer = peer
    }

    /// The address of the peer, where it is known.
    public var clientAddress: String? { peer() }

    /// `User-Agent`, at most 256 bytes, with anything like a credential blotted out.
    public var userAgent: String? {
        agent.map { agent in
            let start = String(decoding: agent.utf8.prefix(Self.maximumAgentBytes), as: UTF8.self)
            return String(decoding: Redaction.applied(to: start).utf8.prefix(Self.maximumAgentBytes), as: UTF8.self)
        }
    }

    /// The identifier and the time; what a client wrote is not for logs.
    public var customMirror: Mirror { Mirror(self, children: ["id": id, "time": time]) }
}

/// A widget token that passed every check for this call.
public struct VerifiedWidget: Sendable {
    /// The public identifier of the token.
    public let tokenID: String
    /// The account that the token reads for.
    public let subject: DID
    /// When the token ends.
    public let expiresAt: Date

    /// Vouches for a token; only a ``WidgetGuard`` has reason to.
    public init(tokenID: String, subject: DID, expiresAt: Date) {
        self.tokenID = tokenID
        self.subject = subject
        self.expiresAt = expiresAt
    }
}
