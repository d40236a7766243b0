// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
public import XRPCCore

/// What a verified token says of where its account is.
public struct AccountClaim: Sendable {
    /// The account.
    public let did: DID
    /// The issuer of the token.
    public let issuer: String
    /// The origin of the PDS that the token was made for; nil where a token may be for any PDS.
    public let pds: String?

    /// Makes a claim.
    public init(did: DID, issuer: String, pds: String?) {
        self.did = did
        self.issuer = issuer
        self.pds = pds
    }
}

/// Confirms that an account is where a credential says that it is.
public protocol AccountAuthority: Sendable {
    /// Follows the account's DID to its PDS and on to the authorization server that the PDS names.
    ///
    /// - Throws: `Refusal`: `account-elsewhere` where the chain ends at another issuer or leads over another PDS,
    ///   `identity-unavailable` where a link of it does not answer.
    func confirm(_ claim: AccountClaim, now: Date) async throws(Refusal)
}
