// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import Identity
import JOSE
import Testing
import XRPCCore

/// A verifier over a directory whose resolver a test commands.
struct Fixture {
    let account: Account
    let resolver: ScriptedResolver
    let log = EventLog()
    let directory: IdentityDirectory
    let verifier: ServiceAuthVerifier

    init(bareAudience: ServiceAuthPolicy.BareAudience = .accepted, did: String = Account.did) throws {
        account = try Account(did: did)
        resolver = ScriptedResolver(.success(try account.document))
        directory = IdentityDirectory(resolver: resolver, observer: log.observer)
        verifier = ServiceAuthVerifier(
            policy: ServiceAuthPolicy(audiences: [Account.audience], bareAudience: bareAudience),
            identities: directory)
    }

    /// What becomes of a token.
    func verify(
        _ token: String, purpose: ServiceAuthPurpose = .effect, method: String = Account.method,
        now: Date = Account.start
    ) async -> Result<VerifiedServiceAuth, ServiceAuthRefusal> {
        do throws(ServiceAuthRefusal) {
            guard let method = NSID(rawValue: method) else { throw ServiceAuthRefusal(.methodMismatch) }
            return .success(
                try await verifier.verify(
                    try UnverifiedServiceAuth(token), method: method, purpose: purpose, now: now))
        } catch {
            return .failure(error)
        }
    }

    /// The reason for which a token is refused, or nil.
    func reason(
        _ token: String, purpose: ServiceAuthPurpose = .effect, now: Date = Account.start
    ) async -> ServiceAuthReason? {
        guard case .failure(let refusal) = await verify(token, purpose: purpose, now: now) else { return nil }
        return refusal.reason
    }
}
