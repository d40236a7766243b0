// SPDX-License-Identifier: Apache-2.0

import Foundation
import JOSE
import XRPCHost

/// A file with numbered keys: one `number:base64url` a line, the newest first.
///
/// Empty lines and `#` lines are skipped.
struct KeyFile {
    let path: String
    let setting: Setting

    struct Key {
        let id: Int
        let secret: [UInt8]
    }

    /// Reads the keys.
    ///
    /// - Throws: `HostStartupError` for a missing file, one that others can read, or a line of another form.
    func read() throws(HostStartupError) -> [Key] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw refusal("there is no readable file \(path); make one with: xrpc-host keygen \(path)")
        }
        let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? Int
        guard let mode, mode & 0o077 == 0 else {
            throw refusal("others can read \(path); protect it with: chmod 600 \(path)")
        }
        var keys: [Key] = []
        for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
        where !line.hasPrefix("#") {
            let parts = line.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let id = Int(parts[0]), let secret = Base64URL.decode(parts[1].utf8) else {
                throw refusal("a line of \(path) is not number:base64url")
            }
            keys.append(Key(id: id, secret: secret))
        }
        return keys
    }

    /// Writes a new first key before those that the file has, readable by the owner only.
    ///
    /// - Returns: the number of the new key.
    func addKey(_ secret: [UInt8]) throws(HostStartupError) -> Int {
        let existing = FileManager.default.fileExists(atPath: path) ? try read() : []
        let id = (existing.map(\.id).max() ?? 0) + 1
        let keys = [Key(id: id, secret: secret)] + existing
        let text = keys.map { "\($0.id):\(Base64URL.encode($0.secret))\n" }.joined()
        let temporary = path + ".new"
        let isWritten = FileManager.default.createFile(
            atPath: temporary, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard isWritten, rename(temporary, path) == 0 else { throw refusal("the file \(path) cannot be written") }
        return id
    }

    private func refusal(_ problem: String) -> HostStartupError {
        HostStartupError(setting: setting.rawValue, problem: problem)
    }
}
