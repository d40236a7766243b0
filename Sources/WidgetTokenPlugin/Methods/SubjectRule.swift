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

/// Labels are shown to people, so they hold no control and no direction-changing characters.
enum LabelRule {
    static func checked(_ label: String) throws(XRPCError) -> String {
        let isClean = label.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: scalar == "\u{200D}"
            default: true
            }
        }
        guard isClean, label.contains(where: { !$0.isWhitespace }) else {
            throw .invalidRequest("The body is invalid at /label: must be visible text without control characters")
        }
        return label
    }
}
