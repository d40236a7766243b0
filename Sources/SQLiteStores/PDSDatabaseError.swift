// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Why the database of a PDS cannot be read.
public enum PDSDatabaseError: Error, Sendable, CustomStringConvertible {
    /// The file cannot be opened.
    case file(path: String, cause: String)
    /// The file is not what a PDS keeps its sessions in.
    case otherSchema(path: String, cause: String)

    init(_ error: any Error, path: String) {
        let cause = SQLiteDatabase.describe(error)
        self =
            switch (error as? DatabaseError)?.resultCode {
            case .SQLITE_NOTADB?, .SQLITE_ERROR?: .otherSchema(path: path, cause: cause)
            default: .file(path: path, cause: cause)
            }
    }

    /// The cause and the remedy.
    public var description: String {
        switch self {
        case .file(let path, let cause):
            "\(path) cannot be opened (\(cause)); check that it is there and can be read"
        case .otherSchema(let path, let cause):
            "\(path) is not the account.sqlite of a PDS, or of a version that is not known (\(cause))"
        }
    }
}
