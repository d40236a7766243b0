// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
public import Identity
import XRPCCore

/// Confirms accounts by the chain from their DID to the issuer (atproto.com/specs/oauth, "Identity Authentication").
public struct ConsistentAccounts: AccountAuthority {
    private let verifier: AccountVerifier

    /// Wraps a verifier.
    public init(verifier: AccountVerifier) {
        self.verifier = verifier
    }

    /// Follows the chain; the log names the link that does not hold.
    public func confirm(_ claim: AccountClaim, now: Date) async throws(Refusal) {
        let account: VerifiedAccount
        do {
            account = try await verifier.verify(did: claim.did.rawValue, issuer: claim.issuer, now: now)
        } catch {
            throw Refusal(error.isOutage ? .identityUnavailable : .accountElsewhere, detail: "\(error)")
        }
        // An account that has moved to another PDS must not go on with a session of the old one.
        guard claim.pds == nil || claim.pds == account.pds.text else {
            throw Refusal(.accountElsewhere, detail: "document-to-pds: \(account.pds)")
        }
    }
}
