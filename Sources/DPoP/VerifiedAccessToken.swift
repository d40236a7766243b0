// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// The claims of an access token that passed every check.
public struct VerifiedAccessToken: Sendable {
    /// `jti`, or nil where an introspection answer gives none.
    public let id: String?
    /// `sub`: the account's DID.
    public let subject: String
    /// `client_id`, or nil where an introspection answer gives none.
    public let clientID: String?
    /// The one of our names that `aud` holds.
    public let audience: String
    /// `scope`, taken apart.
    public private(set) var scopes: OAuthScopes
    /// `cnf.jkt`: the thumbprint of the key that the token is bound to.
    public let thumbprint: String
    /// `exp`.
    public let expiresAt: Date

    init(
        id: String?, subject: String, clientID: String?, audience: String, scopes: OAuthScopes, thumbprint: String,
        expiresAt: Date
    ) {
        self.id = id
        self.subject = subject
        self.clientID = clientID
        self.audience = audience
        self.scopes = scopes
        self.thumbprint = thumbprint
        self.expiresAt = expiresAt
    }

    /// The same token with the scopes that its server keeps for it elsewhere.
    ///
    /// An entryway shortens long scopes to a reference, and a PDS keeps them in its database.
    public func with(scopes: OAuthScopes) -> VerifiedAccessToken {
        var token = self
        token.scopes = scopes
        return token
    }
}
