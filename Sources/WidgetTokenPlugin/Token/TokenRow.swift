// SPDX-License-Identifier: Apache-2.0

/// What is stored of a widget token.
///
/// The secret is not: only its MAC.
public struct TokenRow: Sendable, Equatable {
    /// The public identifier.
    public var id: TokenID
    /// HMAC of the secret.
    public var secretMAC: [UInt8]
    /// HMAC of this row's authenticated fields.
    public var rowMAC: [UInt8]
    /// The key of both.
    public var pepperID: Int
    /// The account that the token reads for.
    public var subject: String
    /// The account or operator that minted it.
    public var actor: String
    /// The service that the token is for.
    public var audience: String
    /// Native or browser.
    public var profile: TokenProfile
    /// What was asked for.
    public var scopes: WordList
    /// The methods that the scopes meant when the token was minted.
    public var methods: WordList
    /// The origins that may present the token; empty for the native profile.
    public var origins: WordList
    /// The name that the owner gave.
    public var label: String?
    /// Where the widget runs.
    public var platform: String?
    /// The installation that the token was made for.
    public var installationID: String?
    /// The OAuth client of the minting session.
    public var clientID: String?
    /// How the minting session was checked.
    public var assurance: String
    /// Milliseconds since 1970.
    public var createdAt: Int64
    /// Milliseconds since 1970; the token works before this instant and not at it.
    public var expiresAt: Int64
    /// The address of the minting client.
    public var createdIP: String?
    /// The user agent of the minting client, at most 256 bytes.
    public var createdUserAgent: String?
    /// When the token was revoked; set once, never cleared.
    public var revocation: TokenRevocation?
    /// The token that took over.
    public var replacedBy: TokenID?

    /// Makes a row from its columns.
    public init(
        id: TokenID,
        secretMAC: [UInt8],
        rowMAC: [UInt8],
        pepperID: Int,
        subject: String,
        actor: String,
        audience: String,
        profile: TokenProfile,
        scopes: WordList,
        methods: WordList,
        origins: WordList,
        label: String? = nil,
        platform: String? = nil,
        installationID: String? = nil,
        clientID: String? = nil,
        assurance: String,
        createdAt: Int64,
        expiresAt: Int64,
        createdIP: String? = nil,
        createdUserAgent: String? = nil,
        revocation: TokenRevocation? = nil,
        replacedBy: TokenID? = nil
    ) {
        self.id = id
        self.secretMAC = secretMAC
        self.rowMAC = rowMAC
        self.pepperID = pepperID
        self.subject = subject
        self.actor = actor
        self.audience = audience
        self.profile = profile
        self.scopes = scopes
        self.methods = methods
        self.origins = origins
        self.label = label
        self.platform = platform
        self.installationID = installationID
        self.clientID = clientID
        self.assurance = assurance
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.createdIP = createdIP
        self.createdUserAgent = createdUserAgent
        self.revocation = revocation
        self.replacedBy = replacedBy
    }
}

/// When, why and by whom a token was revoked.
public struct TokenRevocation: Sendable, Equatable {
    /// The reasons.
    public enum Reason: String, Sendable, CaseIterable {
        /// The owner asked.
        case user
        /// An operator asked.
        case admin
        /// Somebody who held the token asked.
        case burn
        /// Another token took over at once.
        case replaced
    }

    /// Milliseconds since 1970.
    public let at: Int64
    /// Why.
    public let reason: Reason
    /// The DID of the caller, or the operator.
    public let by: String

    /// Describes a revocation.
    public init(at: Int64, reason: Reason, by: String) {
        self.at = at
        self.reason = reason
        self.by = by
    }
}

/// The two kinds of widget token.
public enum TokenProfile: String, Sendable, CaseIterable {
    /// For an app's widget: no origins, long-lived.
    case native
    /// For a page: bound to origins, short-lived.
    case browser
}

extension TokenRow {
    /// The fields that the row MAC covers, each with its length before it so that no two rows read alike.
    var authenticatedBytes: [UInt8] {
        let texts = [
            id.characters, subject, actor, audience, profile.rawValue, scopes.text,
            methods.text, origins.text, assurance, String(createdAt),
            String(expiresAt), String(pepperID),
        ]
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        for text in texts {
            bytes += String(text.utf8.count).utf8
            bytes.append(UInt8(ascii: ":"))
            bytes += text.utf8
        }
        return bytes + secretMAC
    }
}
