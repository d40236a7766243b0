// SPDX-License-Identifier: Apache-2.0

import JOSE
import LexJSON
import Lexicon
import LexiconFiles
import StrictJSON
import XRPCCore

/// Computes the CID that a lexicon has as a record of a repository.
enum RecordHash {
    /// The CID of the record that publishes a lexicon: the file's data, with the `$type` of such records if it has none.
    ///
    /// - Throws: ``ToolFailure`` with the name of the file, where it cannot be a record.
    static func cid(of file: LexiconFile) throws -> String {
        do {
            var record = try LexObject(JSONParser(limits: .lexicon).parse(file.bytes))
            if record["$type"] == nil { record["$type"] = .string(LexiconLock.collection) }
            let digest = Libcrypto.sha256(try LexValue.object(record).drisl)
            return CID(sha256: digest, codec: .drisl).rawValue
        } catch let error as JSONError {
            throw ToolFailure("\(file.displayPath):\(error.line):\(error.column): \(error.message)")
        } catch {
            throw ToolFailure("\(file.displayPath): \(error)")
        }
    }
}
