// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import GRDB
import JOSE
import WidgetTokenPlugin

/// The steps of one mint, all within one transaction.
struct MintStatements {
    let db: Database
    let transaction: MintTransaction

    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 86_400_000
    private static let refusalInterval: Int64 = 60_000

    private var row: TokenRow { transaction.row }

    func run() throws -> MintOutcome {
        if let reservation = transaction.reservation {
            let spent = try ReplayTable(db: db).reserve(reservation, now: row.createdAt)
            guard spent == .fresh else { return .unspendable(spent) }
        }
        guard try isAccountActive() else {
            try audit(.mintRefused, reason: "account")
            return .accountInactive
        }
        if let seconds = try secondsUntilAllowed() {
            try audit(.mintRefused, reason: "rate")
            return .rateLimited(retryAfter: seconds)
        }
        if let replacement = transaction.replacement {
            guard try replace(replacement) else { return .replacedTokenUnknown }
        }
        guard try activeTokens() < transaction.limits.active else {
            try undoReplacement()
            try audit(.limitReached, reason: nil)
            return .limitReached
        }
        let marks = Array(repeating: "?", count: TokenRow.columnNames.count).joined(separator: ", ")
        try db.execute(
            sql: "INSERT INTO token (\(TokenRow.columnNames.joined(separator: ", "))) VALUES (\(marks))",
            arguments: row.databaseValues)
        try audit(.minted, reason: row.profile.rawValue)
        return .minted
    }

    private func isAccountActive() throws -> Bool {
        let status = try String.fetchOne(
            db, sql: "SELECT status FROM account_gate WHERE did = ?", arguments: [row.subject])
        return status == nil || status == AccountGate.Status.active.rawValue
    }

    private func secondsUntilAllowed() throws -> Int? {
        for (limit, window) in [(transaction.limits.perHour, Self.hour), (transaction.limits.perDay, Self.day)] {
            guard let limit else { continue }
            // The time of the mint that has to leave the window before another fits.
            let oldest = try Int64.fetchOne(
                db,
                sql: """
                    SELECT created_at FROM token WHERE subject_did = ? AND created_at > ?
                    ORDER BY created_at DESC LIMIT 1 OFFSET ?
                    """, arguments: [row.subject, row.createdAt - window, limit - 1])
            if let oldest { return Int((oldest + window - row.createdAt) / 1000) + 1 }
        }
        return nil
    }

    private func activeTokens() throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM token WHERE subject_did = ? AND revoked_at IS NULL AND expires_at > ?
                AND created_at >= coalesce((SELECT revoke_before FROM account_gate WHERE did = token.subject_did), 0)
                """, arguments: [row.subject, row.createdAt]) ?? 0
    }

    /// Ends the old token now or later; false where it is not an active one of the subject.
    private func replace(_ replacement: MintTransaction.Replacement) throws -> Bool {
        try db.execute(sql: "SAVEPOINT replacement")
        let found = try Row.fetchOne(
            db,
            sql: """
                SELECT \(TokenRow.columnList) FROM token
                WHERE id = ? AND subject_did = ? AND revoked_at IS NULL AND expires_at > ?
                """, arguments: [replacement.id.characters, row.subject, row.createdAt]
        ).flatMap { TokenRow($0) }
        // A row that somebody altered must not be signed again.
        guard var old = found, let mac = replacement.authenticate(old), Libcrypto.constantTimeEqual(mac, old.rowMAC)
        else { return false }
        if replacement.endsAt <= row.createdAt {
            let revocation = TokenRevocation(at: row.createdAt, reason: .replaced, by: row.actor)
            _ = try RevokeStatements(db: db, revocation: revocation).run(.one(old.id, subject: row.subject))
            try AuditTable(db: db).append(event(.revoked, old.id, reason: revocation.reason.rawValue))
        } else if replacement.endsAt < old.expiresAt {
            old.expiresAt = replacement.endsAt
            guard let mac = replacement.authenticate(old) else { return false }
            try db.execute(
                sql: "UPDATE token SET expires_at = ?, row_mac = ? WHERE id = ?",
                arguments: [old.expiresAt, Data(mac), old.id.characters])
            try AuditTable(db: db).append(event(.shortened, old.id, reason: "replaced"))
        }
        try db.execute(
            sql: "UPDATE token SET replaced_by = ? WHERE id = ?",
            arguments: [row.id.characters, old.id.characters])
        return true
    }

    private func undoReplacement() throws {
        guard transaction.replacement != nil else { return }
        try db.execute(sql: "ROLLBACK TO replacement")
    }

    private func audit(_ kind: AuditEvent.Kind, reason: String?) throws {
        let id = kind == .minted ? row.id : nil
        if kind != .minted, try wasAuditedLately(kind) { return }
        try AuditTable(db: db).append(event(kind, id, reason: reason))
    }

    /// Refusals of one account are written once a minute, so that nobody can fill the trail with them.
    private func wasAuditedLately(_ kind: AuditEvent.Kind) throws -> Bool {
        let last = try String.fetchOne(
            db, sql: "SELECT at FROM audit WHERE subject = ? AND event = ? ORDER BY seq DESC LIMIT 1",
            arguments: [row.subject, kind.rawValue])
        return last.flatMap { Int64($0) }.map { row.createdAt - $0 < Self.refusalInterval } ?? false
    }

    private func event(_ kind: AuditEvent.Kind, _ id: TokenID?, reason: String?) -> AuditEvent {
        AuditEvent(
            kind: kind, tokenID: id, subject: row.subject, reason: reason, circumstances: transaction.circumstances)
    }
}
