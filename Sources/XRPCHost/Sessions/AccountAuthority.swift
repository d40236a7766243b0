// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
public import XRPCCore

/// Confirms that an account is where a credential says that it is.
public protocol AccountAuthority: Sendable {
    /// Follows the account's DID to its PDS and on to the authorization server that the PDS names.
    ///
    /// - Throws: `Refusal`: `account-elsewhere` where the chain ends at another issuer, `identity-unavailable` where a
    ///   link of it does not answer.
    func confirm(_ did: DID, issuer: String, now: Date) async throws(Refusal)
}
