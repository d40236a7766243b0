// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
public import WidgetTokenPlugin

/// Keeps widget tokens in SQLite.
public final class SQLiteTokenStore: WidgetTokenStore {
    let database: SQLiteDatabase
    private let lookup: TokenLookup

    /// Makes a store over an open database.
    public init(_ database: SQLiteDatabase) {
        self.database = database
        lookup = TokenLookup(path: database.path)
    }

    /// Reads one token on a connection of its own.
    public func lookup(_ id: TokenID) throws(StoreUnavailable) -> StoredToken? { try lookup.row(id) }

    /// Mints in one immediate transaction, audit row included.
    public func mint(_ transaction: MintTransaction) async throws(StoreUnavailable) -> MintOutcome {
        try await database.write { try MintStatements(db: $0, transaction: transaction).run() }
    }

    /// Reads a page, newest first.
    public func list(_ query: TokenListQuery) async throws(StoreUnavailable) -> [ListedToken] {
        try await database.read { db in
            var conditions: [String] = []
            var arguments = StatementArguments()
            if let subject = query.subject {
                conditions.append("token.subject_did = ?")
                arguments += [subject]
            }
            if !query.includesEnded {
                conditions.append("token.revoked_at IS NULL AND token.expires_at > ?")
                arguments += [query.now]
            }
            if let after = query.after {
                conditions.append("(token.created_at, token.id) < (?, ?)")
                arguments += [after.createdAt, after.id.characters]
            }
            let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
            return try Self.fetch(
                db, "\(filter) ORDER BY token.created_at DESC, token.id DESC LIMIT ?", arguments + [query.limit])
        }
    }

    /// Reads one token, if it belongs to the subject.
    public func find(_ id: TokenID, subject: String?) async throws(StoreUnavailable) -> ListedToken? {
        try await database.read { db in
            try Self.fetch(
                db, "WHERE token.id = ? AND token.subject_did = coalesce(?, token.subject_did)",
                [id.characters, subject]
            ).first
        }
    }

    private static func fetch(
        _ db: Database, _ clauses: String, _ arguments: StatementArguments
    ) throws -> [ListedToken] {
        let sql = """
            SELECT \(TokenRow.columnList), token_use.last_used_at FROM token
            LEFT JOIN token_use ON token_use.token_id = token.id \(clauses)
            """
        return try Row.fetchAll(db, sql: sql, arguments: arguments).compactMap { row in
            TokenRow(row).map { ListedToken(row: $0, lastUsedAt: row.integer(TokenRow.columnNames.count)) }
        }
    }

    /// Revokes in one transaction with one audit row for each token.
    public func revoke(
        _ selection: RevocationSelection, _ revocation: TokenRevocation, _ circumstances: AuditCircumstances
    ) async throws(StoreUnavailable) -> Int {
        try await database.write { db in
            let revoked = try RevokeStatements(db: db, revocation: revocation).run(selection)
            for (id, subject) in revoked {
                try AuditTable(db: db).append(
                    AuditEvent(
                        kind: .revoked, tokenID: id, subject: subject, reason: revocation.reason.rawValue,
                        circumstances: circumstances))
            }
            return revoked.count
        }
    }

    /// Notes uses in one transaction.
    public func record(_ uses: [TokenUse]) async throws(StoreUnavailable) {
        try await database.write { db in
            for use in uses {
                try db.execute(
                    sql: """
                        INSERT INTO token_use (token_id, last_used_at, ip, ua, nsid, count) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (token_id) DO UPDATE SET last_used_at = excluded.last_used_at, ip = excluded.ip,
                        ua = excluded.ua, nsid = excluded.nsid, count = token_use.count + excluded.count
                        WHERE excluded.last_used_at > token_use.last_used_at
                        """,
                    arguments: [use.id.characters, use.at, use.address, use.userAgent, use.nsid, use.count])
            }
        }
    }

    /// Appends to the audit trail.
    public func append(_ events: [AuditEvent]) async throws(StoreUnavailable) {
        try await database.write { db in
            for event in events { try AuditTable(db: db).append(event) }
        }
    }

    /// Sets the standing of an account, with an audit row; an earlier cut is never taken back.
    public func setGate(
        _ gate: AccountGate, for did: String, _ circumstances: AuditCircumstances
    ) async throws(StoreUnavailable) {
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO account_gate (did, status, revoke_before) VALUES (?, ?, ?)
                    ON CONFLICT (did) DO UPDATE SET status = excluded.status, revoke_before =
                    nullif(max(coalesce(excluded.revoke_before, 0), coalesce(account_gate.revoke_before, 0)), 0)
                    """,
                arguments: [did, gate.status.rawValue, gate.revokeBefore])
            try AuditTable(db: db).append(
                AuditEvent(
                    kind: .gateChanged, tokenID: nil, subject: did, reason: gate.status.rawValue,
                    circumstances: circumstances))
        }
    }

    /// Whether a statement can be run.
    public func isAvailable() async -> Bool {
        (try? await database.read { try Int.fetchOne($0, sql: "SELECT 1") }) == 1
    }

    /// Checks the whole audit trail.
    ///
    /// - Returns: the first sequence number whose row is missing or altered, or nil where all is well.
    public func firstBrokenAuditRow() async throws(StoreUnavailable) -> Int64? {
        try await database.read { try AuditTable(db: $0).firstBroken() }
    }
}
