// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import JOSE
import XRPCCore
import XRPCHost

/// Checks a presented widget token.
///
/// The order is fixed: what is cheap and silent comes first.
///
/// Form, checksum, row, secret, row MAC, revoked, expired, account, audience, origin, scope. The row is read on every
/// call; there is no cache, so a revocation counts for every request that begins after it.
struct TokenGuard: WidgetGuard {
    let prefix = WidgetToken.prefix
    let policy: WidgetTokenPolicy
    let audience: String
    let store: any WidgetTokenStore
    let peppers: PepperRing
    let recorder: ActivityRecorder
    let throttle: FailureThrottle

    func verify(_ token: String, for call: GuardedCall) async throws -> VerifiedWidget {
        do {
            return try check(token, call)
        } catch {
            throw error.wire
        }
    }

    private func check(_ text: String, _ call: GuardedCall) throws(WidgetTokenError) -> VerifiedWidget {
        guard let token = WidgetToken(text) else { throw failure(.form, call) }
        let stored: StoredToken?
        do {
            stored = try store.lookup(token.id)
        } catch {
            throw .storeUnavailable(cause: error.description)
        }
        let row = try authentic(stored, token, call)
        try checkLife(row, stored?.gate, now: call.request.time.milliseconds)
        guard row.audience == audience else { throw failure(.audience, call) }
        guard OriginRule.permits(row, call.request) else {
            recorder.note(.originMismatch, row, call)
            throw .originMismatch
        }
        guard policy.permits(row, call.nsid.rawValue), let subject = DID(rawValue: row.subject) else {
            throw .scopeInsufficient
        }
        recorder.used(row, call)
        return VerifiedWidget(
            tokenID: row.id.description, subject: subject,
            expiresAt: Date(timeIntervalSince1970: Double(row.expiresAt) / 1000))
    }

    /// The row if the secret matches it and nobody has altered it.
    ///
    /// An unknown identifier costs the same hashing.
    private func authentic(
        _ stored: StoredToken?, _ token: WidgetToken, _ call: GuardedCall
    ) throws(WidgetTokenError) -> TokenRow {
        let keyID = stored?.row.pepperID ?? peppers.currentID
        let presented = peppers.secretMAC(token, keyID: keyID) ?? []
        guard let row = stored?.row else {
            _ = Libcrypto.constantTimeEqual(presented, [UInt8](repeating: 0, count: Libcrypto.digestLength))
            throw failure(.unknown, call)
        }
        guard !presented.isEmpty, Libcrypto.constantTimeEqual(presented, row.secretMAC) else {
            recorder.note(.secretMismatch, row, call)
            throw failure(.secret, call)
        }
        guard let mac = peppers.rowMAC(row), Libcrypto.constantTimeEqual(mac, row.rowMAC) else {
            recorder.note(.rowTampered, row, call)
            throw failure(.tampered, call)
        }
        return row
    }

    private func checkLife(_ row: TokenRow, _ gate: AccountGate?, now: Int64) throws(WidgetTokenError) {
        if row.revocation != nil { throw .revoked }
        if let cut = gate?.revokeBefore, row.createdAt < cut { throw .revoked }
        if now >= row.expiresAt { throw .expired }
        switch gate?.status {
        case nil, .active: break
        case .deactivated, .suspended: throw .accountInactive
        }
    }

    /// Counts a failure against its source; past the bound the answer turns from 401 into 429.
    private func failure(_ cause: WidgetTokenError.InvalidCause, _ call: GuardedCall) -> WidgetTokenError {
        guard let address = call.request.clientAddress,
            let seconds = throttle.secondsToWait(afterFailureFrom: address, now: call.request.time)
        else { return .invalid(cause) }
        return .rateLimited(retryAfter: seconds)
    }
}

extension Date {
    /// Milliseconds since 1970, rounded down.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded(.down)) }
}
