// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// Decides whose tokens a caller manages: its own, or those of an account that it owns or administers.
struct SubjectRule: Sendable {
    let roles: RoleResolver

    /// The account to act on.
    ///
    /// - Throws: ``WidgetTokenError/insufficientRole``.
    func resolve(_ wanted: DID?, for caller: DID) async throws(WidgetTokenError) -> DID {
        guard let wanted, wanted != caller else { return caller }
        guard await roles(caller, wanted).managesTokens else { throw .insufficientRole }
        return wanted
    }
}
