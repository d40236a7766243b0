// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Why a database file cannot be used.
public enum SQLiteOpenError: Error, Sendable, CustomStringConvertible {
    /// The file cannot be opened or made.
    case file(path: String, cause: String)
    /// The file is there and no SQLite database.
    case notADatabase(path: String)
    /// The database belongs to another program.
    case otherSchema(path: String)
    /// The database is there and cannot be used, for instance because another process holds it.
    case unusable(path: String, cause: String)
    /// The file was written under another key of this number.
    case wrongPepper(id: Int)

    init(_ error: any Error, path: String) {
        if let error = error as? SQLiteOpenError {
            self = error
            return
        }
        let cause = SQLiteDatabase.describe(error)
        self =
            switch (error as? DatabaseError)?.resultCode {
            case .SQLITE_NOTADB?: .notADatabase(path: path)
            case .SQLITE_CANTOPEN?, .SQLITE_READONLY?, .SQLITE_PERM?: .file(path: path, cause: cause)
            default: .unusable(path: path, cause: cause)
            }
    }

    /// The cause and the remedy.
    public var description: String {
        switch self {
        case .file(let path, let cause):
            "the database \(path) cannot be opened (\(cause)); check that its folder exists and is writable"
        case .notADatabase(let path): "\(path) is not an SQLite database; name another file"
        case .otherSchema(let path): "\(path) is the database of another program; name another file"
        case .unusable(let path, let cause): "the database \(path) cannot be used (\(cause))"
        case .wrongPepper(let id):
            "pepper \(id) is not the key that this database was written with; restore that key, or give the new key another number"
        }
    }
}
