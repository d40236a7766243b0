// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import WidgetTokenPlugin

/// The audit trail; rows are only ever appended, each with a hash over the one before.
struct AuditTable {
    let db: Database
    private static let columns = "at, event, token_id, subject, actor, ip, ua, origin, nsid, reason, request_id"

    init(db: Database) {
        self.db = db
    }

    func append(_ event: AuditEvent) throws {
        let last = try Row.fetchOne(db, sql: "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
        let sequence = (last?.integer(0) ?? 0) + 1
        let values = event.columns
        let hash = AuditChain.hash(after: last?.blob(1) ?? AuditChain.origin, sequence: sequence, columns: values)
        try db.execute(
            sql: "INSERT INTO audit (seq, \(Self.columns), hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [sequence] + StatementArguments(values) + [Data(hash)])
    }

    /// The sequence number of the first row that does not follow from the one before it.
    func firstBroken() throws -> Int64? {
        var previous = AuditChain.origin
        var expected: Int64 = 1
        let rows = try Row.fetchCursor(db, sql: "SELECT seq, \(Self.columns), hash FROM audit ORDER BY seq")
        while let row = try rows.next() {
            let values = (1...11).map { row.text($0) }
            let hash = AuditChain.hash(after: previous, sequence: expected, columns: values)
            guard row.integer(0) == expected, row.blob(12) == hash else { return expected }
            previous = hash
            expected += 1
        }
        return nil
    }
}
