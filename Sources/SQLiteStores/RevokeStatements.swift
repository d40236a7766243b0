// SPDX-License-Identifier: Apache-2.0

import GRDB
import WidgetTokenPlugin

/// Marks tokens as revoked.
///
/// Ownership is part of the condition, so a foreign identifier is an unknown one.
struct RevokeStatements {
    let db: Database
    let revocation: TokenRevocation

    /// Revokes, and gives the tokens that were not revoked before.
    func run(_ selection: RevocationSelection) throws -> [(id: TokenID, subject: String)] {
        let condition: String
        let arguments: StatementArguments
        switch selection {
        case .one(let id, let subject):
            condition = "id = ? AND subject_did = coalesce(?, subject_did)"
            arguments = [id.characters, subject]
        case .all(let subject, let except):
            condition = "subject_did = ? AND id IS NOT ? AND expires_at > ?"
            arguments = [subject, except?.characters, revocation.at]
        }
        let rows = try Row.fetchAll(
            db,
            sql: """
                UPDATE token SET revoked_at = ?, revoke_reason = ?, revoked_by = ?
                WHERE revoked_at IS NULL AND \(condition) RETURNING id, subject_did
                """, arguments: [revocation.at, revocation.reason.rawValue, revocation.by] + arguments)
        return rows.compactMap { row in
            guard let id = row.text(0).flatMap(TokenID.init(storedCharacters:)), let subject = row.text(1) else {
                return nil
            }
            return (id, subject)
        }
    }
}
