// SPDX-License-Identifier: Apache-2.0

import JOSE

/// One line of the audit trail; never a token.
public struct AuditEvent: Sendable {
    /// What can happen.
    public enum Kind: String, Sendable, CaseIterable {
        /// A token was minted.
        case minted = "widget_token.minted"
        /// A mint was refused for its rate.
        case mintRefused = "widget_token.mint_refused"
        /// A mint was refused at the cap.
        case limitReached = "widget_token.limit_reached"
        /// A token was revoked.
        case revoked = "widget_token.revoked"
        /// A token's expiry was brought forward, as another one takes over.
        case shortened = "widget_token.shortened"
        /// A token was presented from an origin that it is not bound to.
        case originMismatch = "widget_token.origin_mismatch"
        /// A known identifier came with a wrong secret.
        case secretMismatch = "widget_token.secret_mismatch"
        /// A row does not carry the MAC that it should.
        case rowTampered = "widget_token.row_tampered"
        /// The standing of an account changed.
        case gateChanged = "widget_token.gate_changed"
    }

    /// What happened.
    public let kind: Kind
    /// The token, where there is one.
    public let tokenID: TokenID?
    /// The account concerned.
    public let subject: String
    /// Why, in a word.
    public let reason: String?
    /// When, who and where.
    public let circumstances: AuditCircumstances

    /// Describes an event.
    public init(
        kind: Kind, tokenID: TokenID?, subject: String, reason: String? = nil, circumstances: AuditCircumstances
    ) {
        self.kind = kind
        self.tokenID = tokenID
        self.subject = subject
        self.reason = reason
        self.circumstances = circumstances
    }
}

/// When, by whom and from where something was done.
public struct AuditCircumstances: Sendable {
    /// Milliseconds since 1970.
    public let at: Int64
    /// The DID of the caller, or `operator`, or empty where nobody is known.
    public let actor: String
    /// The address of the client.
    public let address: String?
    /// The user agent.
    public let userAgent: String?
    /// The `Origin` field.
    public let origin: String?
    /// The method.
    public let nsid: String?
    /// The request, as in the log.
    public let requestID: String?

    /// Describes circumstances.
    public init(
        at: Int64, actor: String, address: String? = nil, userAgent: String? = nil, origin: String? = nil,
        nsid: String? = nil, requestID: String? = nil
    ) {
        self.at = at
        self.actor = actor
        self.address = address
        self.userAgent = userAgent
        self.origin = origin
        self.nsid = nsid
        self.requestID = requestID
    }
}

extension AuditEvent {
    /// The fields in the order in which they are hashed and stored.
    public var columns: [String?] {
        [
            String(circumstances.at), kind.rawValue, tokenID?.description, subject, circumstances.actor,
            circumstances.address, circumstances.userAgent, circumstances.origin, circumstances.nsid, reason,
            circumstances.requestID,
        ]
    }
}

/// Links audit rows: each hash covers the one before, so that a changed, missing or moved row shows.
public enum AuditChain {
    /// The hash before the first row: 32 zero bytes.
    public static let origin = [UInt8](repeating: 0, count: 32)

    /// SHA-256 over the previous hash, the sequence number, and every field with its length.
    public static func hash(after previous: [UInt8], sequence: Int64, columns: [String?]) -> [UInt8] {
        var message = previous + Array("\(sequence);".utf8)
        for column in columns {
            message += column.map { "\($0.utf8.count):\($0)" }.map { Array($0.utf8) } ?? [UInt8(ascii: "-")]
        }
        return Libcrypto.sha256(message)
    }
}
