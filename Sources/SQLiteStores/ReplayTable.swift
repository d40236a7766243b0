// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import GRDB

/// Spent credentials.
///
/// An insert that changes nothing is a second use.
struct ReplayTable {
    let db: Database
    /// Live entries of one owner at most.
    static let ownerCapacity = 600
    /// Rows are kept this much longer than needed, in milliseconds, in case the clock steps back.
    private static let margin: Int64 = 3_600_000
    private static let purgeBatch = 64

    init(db: Database) {
        self.db = db
    }

    /// Reserves; `now` is in milliseconds since 1970.
    func reserve(_ reservation: ReplayReservation, now: Int64) throws -> ReplayOutcome {
        try purge(now)
        let live = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM replay WHERE owner = ? AND expires_at >= ?",
            arguments: [reservation.owner, now])
        let isKnown = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM replay WHERE key = ?)", arguments: [Data(reservation.key.bytes)])
        if isKnown == true { return .seen }
        guard live ?? 0 < Self.ownerCapacity else { return .ownerFull }
        let until = Int64((reservation.until.timeIntervalSince1970 * 1000).rounded(.up))
        try db.execute(
            sql: "INSERT INTO replay (key, owner, expires_at) VALUES (?, ?, ?)",
            arguments: [Data(reservation.key.bytes), reservation.owner, until])
        return .fresh
    }

    /// Rows, live or past.
    func count() throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM replay") ?? 0 }

    /// Drops a few rows that are long past; as each call adds one row, the table cannot outgrow its window.
    private func purge(_ now: Int64) throws {
        try db.execute(
            sql: """
                DELETE FROM replay WHERE key IN
                (SELECT key FROM replay WHERE expires_at < ? ORDER BY expires_at LIMIT ?)
                """, arguments: [now - Self.margin, Self.purgeBatch])
    }
}
