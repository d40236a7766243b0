// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation

/// Remembers spent credentials in SQLite, for every process that has the file open.
public final class SQLiteReplayStore: ReplayStore {
    /// Every process that has the file open.
    public var reach: ReplayReach { .shared }
    private let database: SQLiteDatabase

    /// Makes a store over an open database.
    public init(_ database: SQLiteDatabase) {
        self.database = database
    }

    /// Reserves in one immediate transaction.
    public func reserve(_ reservation: ReplayReservation, now: Date) async -> ReplayOutcome {
        let milliseconds = Int64((now.timeIntervalSince1970 * 1000).rounded(.down))
        do {
            return try await database.write { try ReplayTable(db: $0).reserve(reservation, now: milliseconds) }
        } catch {
            return .unavailable
        }
    }

    /// Rows in the table.
    public func count() async -> Int? { try? await database.read { try ReplayTable(db: $0).count() } }
}
