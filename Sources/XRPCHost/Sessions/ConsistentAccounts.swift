// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
public import Identity
public import XRPCCore

/// Confirms accounts by the chain from their DID to the issuer (atproto.com/specs/oauth, "Identity Authentication").
public struct ConsistentAccounts: AccountAuthority {
    private let verifier: AccountVerifier

    /// Wraps a verifier.
    public init(verifier: AccountVerifier) {
        self.verifier = verifier
    }

    /// Follows the chain; the log names the link that does not hold.
    public func confirm(_ did: DID, issuer: String, now: Date) async throws(Refusal) {
        do {
            _ = try await verifier.verify(did: did.rawValue, issuer: issuer, now: now)
        } catch {
            throw Refusal(error.isOutage ? .identityUnavailable : .accountElsewhere, detail: "\(error)")
        }
    }
}
