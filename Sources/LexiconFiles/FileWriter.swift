// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Writes files and leaves those alone whose content is already right.
package enum FileWriter {
    /// Writes `bytes` where the file is missing or different, and makes its folder.
    ///
    /// - Returns: whether anything was written.
    @discardableResult
    package static func write(_ bytes: [UInt8], to file: URL) throws -> Bool {
        let content = Data(bytes)
        if let existing = try? Data(contentsOf: file), existing == content { return false }
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try content.write(to: file, options: .atomic)
        return true
    }
}
