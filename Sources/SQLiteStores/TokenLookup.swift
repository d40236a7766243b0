// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDBSQLite
import Synchronization
import WidgetTokenPlugin

/// Reads one token by its identifier on connections of its own, without queues and without a transaction.
///
/// Each read is one autocommit statement, so it sees every commit that was acknowledged before it began.
final class TokenLookup: Sendable {
    private let path: String
    private let free = Mutex<[LookupConnection]>([])

    init(path: String) {
        self.path = path
    }

    func row(_ id: TokenID) throws(StoreUnavailable) -> StoredToken? {
        let connection: LookupConnection
        if let idle = free.withLock({ $0.popLast() }) {
            connection = idle
        } else {
            connection = try LookupConnection(path: path)
        }
        let result = try connection.row(id)
        free.withLock { $0.append(connection) }
        return result
    }
}

/// A read-only connection with its one prepared statement.
///
/// A connection that failed is dropped, not reused.
///
/// Unchecked because it holds C pointers: the free list hands a connection to one caller at a time.
private final class LookupConnection: @unchecked Sendable {
    private static let busyMilliseconds: Int32 = 250
    private static let sql = """
        SELECT \(TokenRow.checkedColumnList), gate.status, gate.revoke_before FROM token
        LEFT JOIN account_gate AS gate ON gate.did = token.subject_did WHERE token.id = ?
        """
    private let database: OpaquePointer
    private let statement: OpaquePointer

    init(path: String) throws(StoreUnavailable) {
        var database: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &database, flags, nil) == SQLITE_OK, let database else {
            sqlite3_close_v2(database)
            throw StoreUnavailable("SQLite cannot open the database for reading")
        }
        sqlite3_busy_timeout(database, Self.busyMilliseconds)
        var statement: OpaquePointer?
        let persistent = UInt32(SQLITE_PREPARE_PERSISTENT)
        guard sqlite3_prepare_v3(database, Self.sql, -1, persistent, &statement, nil) == SQLITE_OK, let statement
        else {
            let cause = Self.describe(database)
            sqlite3_close_v2(database)
            throw StoreUnavailable("\(cause) while preparing the lookup")
        }
        self.database = database
        self.statement = statement
    }

    deinit {
        sqlite3_finalize(statement)
        sqlite3_close_v2(database)
    }

    private static func describe(_ database: OpaquePointer) -> String {
        let message = sqlite3_errmsg(database).map { String(cString: $0) } ?? "no message"
        return "SQLite \(sqlite3_extended_errcode(database)): \(message)"
    }

    func row(_ id: TokenID) throws(StoreUnavailable) -> StoredToken? {
        defer { sqlite3_reset(statement) }
        let characters = Array(id.characters.utf8)
        let code = characters.withUnsafeBytes { bytes -> Int32 in
            // SQLITE_STATIC: the bytes outlive the step, and the statement is reset before the next bind.
            sqlite3_bind_text(
                statement, 1, bytes.assumingMemoryBound(to: CChar.self).baseAddress, Int32(bytes.count), nil)
            return sqlite3_step(statement)
        }
        switch code {
        case SQLITE_DONE: return nil
        case SQLITE_ROW: break
        default: throw StoreUnavailable("\(Self.describe(database)) while reading a token")
        }
        let columns = StatementColumns(statement: statement)
        guard let row = TokenRow(columns) else { throw StoreUnavailable("a token row is unreadable") }
        return StoredToken(row: row, gate: AccountGate(columns, at: TokenRow.columnNames.count))
    }
}

/// The current row of a raw statement.
private struct StatementColumns: TokenColumns {
    let statement: OpaquePointer

    func text(_ column: Int) -> String? {
        guard let start = sqlite3_column_text(statement, Int32(column)) else { return nil }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func integer(_ column: Int) -> Int64? {
        guard sqlite3_column_type(statement, Int32(column)) != SQLITE_NULL else { return nil }
        return sqlite3_column_int64(statement, Int32(column))
    }

    func blob(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, Int32(column)) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(column)))))
    }
}

extension AccountGate {
    /// Reads the two columns of a gate; an unknown status counts as suspended.
    fileprivate init?(_ columns: some TokenColumns, at column: Int) {
        guard let status = columns.text(column) else { return nil }
        self.init(status: Status(rawValue: status) ?? .suspended, revokeBefore: columns.integer(column + 1))
    }
}
