// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
public import WidgetTokenPlugin

/// One SQLite file with everything that a host keeps: tokens, spent proofs, uses, the audit trail.
///
/// The file is in WAL mode and every commit is synchronized to disk, so an acknowledged change survives a crash.
/// Several processes of one machine may have it open.
public final class SQLiteDatabase: Sendable {
    let pool: DatabasePool
    private let patience: WriterPatience
    /// The path of the file.
    public let path: String

    /// Opens the file, makes it where it is missing, and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - path: the file; its folder must exist. A new file is readable by its owner only.
    ///   - peppers: must be the keys that the file was written with.
    ///   - patience: how long writers wait while another process holds the file, before the store counts as down.
    /// - Throws: ``SQLiteOpenError``.
    public init(
        path: String, peppers: PepperRing, patience: Duration = .milliseconds(250)
    ) throws(SQLiteOpenError) {
        self.path = path
        let waiting = WriterPatience(limit: .seconds(5))
        self.patience = waiting
        do {
            pool = try Self.open(path, waiting)
        } catch {
            throw SQLiteOpenError(error, path: path)
        }
        try checkPeppers(peppers)
        waiting.change(limit: patience)
    }

    private static func open(_ path: String, _ patience: WriterPatience) throws -> DatabasePool {
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        var configuration = Configuration()
        configuration.busyMode = .callback { _ in patience.permitsAnotherTry() }
        configuration.label = "tokens"
        let pool = try DatabasePool(path: path, configuration: configuration)
        // The pool itself sets NORMAL when it opens its writer, so this has to come after.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        guard try pool.read(isOurs) else { throw SQLiteOpenError.otherSchema(path: path) }
        try Migrations.migrator.migrate(pool)
        return pool
    }

    /// Whether the file has our tables or none, so that the file of another program is left alone.
    private static func isOurs(_ db: Database) throws -> Bool {
        let names = try String.fetchAll(
            db,
            sql:
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('grdb_migrations', 'sqlite_sequence')"
        )
        return names.isEmpty || names.contains("pepper")
    }

    /// A wrong key would refuse every token in silence; so the file remembers a fingerprint of each key.
    private func checkPeppers(_ peppers: PepperRing) throws(SQLiteOpenError) {
        let wrong: Int?
        do {
            wrong = try pool.write { db in
                let known = try Row.fetchAll(db, sql: "SELECT id, fingerprint FROM pepper")
                for row in known {
                    let id: Int = row["id"]
                    let fingerprint: String = row["fingerprint"]
                    if let own = peppers.fingerprint(of: id), own != fingerprint { return id }
                }
                try db.execute(
                    sql: "INSERT INTO pepper (id, fingerprint) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    arguments: [peppers.currentID, peppers.fingerprint])
                return nil
            }
        } catch {
            throw SQLiteOpenError(error, path: path)
        }
        if let wrong { throw SQLiteOpenError.wrongPepper(id: wrong) }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreUnavailable) -> Value {
        do {
            let value = try await pool.write(body)
            patience.succeeded()
            return value
        } catch {
            if (error as? DatabaseError)?.resultCode != .SQLITE_BUSY { patience.succeeded() }
            throw StoreUnavailable(Self.describe(error))
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreUnavailable) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreUnavailable(Self.describe(error))
        }
    }

    /// SQLite's own words without the statement's values.
    static func describe(_ error: any Error) -> String {
        guard let error = error as? DatabaseError else { return String(describing: type(of: error)) }
        return "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
    }

    /// The `synchronous` setting of the writer: 2 is FULL.
    package func synchronousLevel() throws -> Int? {
        try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    }
}
