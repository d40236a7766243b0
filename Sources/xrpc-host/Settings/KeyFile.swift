// SPDX-License-Identifier: Apache-2.0

import Foundation
import JOSE
import XRPCHost

/// What a new key of a ``KeyFile`` is for.
enum KeyRole {
    /// It makes everything from the next start on.
    case current
    /// It verifies what other processes make with it, and makes nothing yet.
    case standby
}

/// A file with numbered keys.
///
/// One `number:base64url` a line: the first is the current key, all verify. Empty lines and `#` lines are skipped. One of
/// those keeps the highest number that was ever given, so that the number of a removed key is not given again.
struct KeyFile {
    let path: String
    let setting: Setting

    struct Key {
        let id: Int
        let secret: [UInt8]
    }

    private static let highest = "# highest number: "

    /// Reads the keys.
    ///
    /// - Throws: `HostStartupError` for a missing file, one that others can read, or a line of another form.
    func read() throws(HostStartupError) -> [Key] {
        guard let lines = try lines() else { throw missing }
        return try keys(lines)
    }

    /// Writes a new key, before or after those that the file has; the file is readable by the owner only.
    ///
    /// - Returns: the number of the new key.
    func add(_ secret: [UInt8], as role: KeyRole) throws(HostStartupError) -> Int {
        var lines = try lines() ?? []
        let marks = lines.compactMap { $0.hasPrefix(Self.highest) ? Int($0.dropFirst(Self.highest.count)) : nil }
        let id = (try keys(lines).map(\.id) + marks).reduce(0, max) + 1
        lines.removeAll { $0.hasPrefix(Self.highest) }
        let line = Substring("\(id):\(Base64URL.encode(secret))")
        switch role {
        case .current: lines.insert(line, at: try firstKey(lines) ?? lines.endIndex)
        case .standby: lines.append(line)
        }
        try write(lines + ["\(Self.highest)\(id)"])
        return id
    }

    /// Puts the newest key, which has the highest number, before all others.
    ///
    /// - Returns: its number.
    func activateNewest() throws(HostStartupError) -> Int {
        guard var lines = try lines() else { throw missing }
        let keys = try keys(lines)
        guard let current = keys.first, let newest = keys.max(by: { $0.id < $1.id }), newest.id != current.id,
            let first = try firstKey(lines), let old = lines.firstIndex(where: { $0.hasPrefix("\(newest.id):") })
        else {
            throw refusal(
                "the newest key of \(path) is the current one; add one with: xrpc-host keygen --standby \(path)")
        }
        lines.insert(lines.remove(at: old), at: first)
        try write(lines)
        return newest.id
    }

    /// The lines, or nil where there is no file.
    ///
    /// - Throws: where there is something that cannot be read, so that nobody writes over it.
    private func lines() throws(HostStartupError) -> [Substring]? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
        guard !isFolder.boolValue else { throw refusal("\(path) is a folder; name a file") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw refusal("\(path) cannot be read; it must belong to the user that runs this")
        }
        let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? Int
        guard let mode, mode & 0o077 == 0 else {
            throw refusal("others can read \(path); protect it with: chmod 600 \(path)")
        }
        return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
    }

    private func keys(_ lines: [Substring]) throws(HostStartupError) -> [Key] {
        var keys: [Key] = []
        for line in lines {
            if let key = try key(line) { keys.append(key) }
        }
        return keys
    }

    private func key(_ line: Substring) throws(HostStartupError) -> Key? {
        guard !line.hasPrefix("#") else { return nil }
        let parts = line.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = Int(parts[0]), let secret = Base64URL.decode(parts[1].utf8) else {
            throw refusal("a line of \(path) is not number:base64url")
        }
        return Key(id: id, secret: secret)
    }

    private func firstKey(_ lines: [Substring]) throws(HostStartupError) -> Int? {
        for (position, line) in lines.enumerated() where try key(line) != nil { return position }
        return nil
    }

    private func write(_ lines: [Substring]) throws(HostStartupError) {
        let text = lines.map { "\($0)\n" }.joined()
        let temporary = path + ".new"
        let isWritten = FileManager.default.createFile(
            atPath: temporary, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard isWritten, rename(temporary, path) == 0 else { throw refusal("the file \(path) cannot be written") }
    }

    private var missing: HostStartupError {
        refusal("there is no file \(path); make one with: xrpc-host keygen \(path)")
    }

    private func refusal(_ problem: String) -> HostStartupError {
        HostStartupError(setting: setting.rawValue, problem: problem)
    }
}
