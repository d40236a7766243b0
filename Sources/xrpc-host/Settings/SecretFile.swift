// SPDX-License-Identifier: Apache-2.0

import Foundation
import XRPCHost

/// A file whose only content is one secret; a line end after it does not count.
struct SecretFile {
    let path: String
    let setting: Setting

    /// Reads the secret.
    ///
    /// - Throws: `HostStartupError` for a missing or empty file, and for one that others can read.
    func read() throws(HostStartupError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw refusal("there is no readable file \(path)")
        }
        let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? Int
        guard let mode, mode & 0o077 == 0 else {
            throw refusal("others can read \(path); protect it with: chmod 600 \(path)")
        }
        let secret = Array(data.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
        guard !secret.isEmpty else { throw refusal("\(path) is empty") }
        return secret
    }

    private func refusal(_ problem: String) -> HostStartupError {
        HostStartupError(setting: setting.rawValue, problem: problem)
    }
}
