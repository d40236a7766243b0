// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Writes files and leaves those alone whose content is already right.
package enum FileWriter {
    /// Writes `bytes` where the file is missing or different, and makes its folder.
    ///
    /// - Returns: whether anything was written.
    /// - Throws: ``ToolFailure`` with the path and the cause.
    @discardableResult
    package static func write(_ bytes: [UInt8], to file: URL) throws(ToolFailure) -> Bool {
        if let existing = try? FileReader.bytes(of: file), existing == bytes { return false }
        if let obstacle = obstacle(to: file) { throw ToolFailure("\(file.path) cannot be written: \(obstacle)") }
        do {
            let folder = file.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(bytes).write(to: file, options: .atomic)
        } catch {
            throw ToolFailure("\(file.path) cannot be written: \(FileFault.cause(of: error))")
        }
        return true
    }

    /// Deletes a file.
    ///
    /// - Throws: ``ToolFailure`` with the path and the cause.
    package static func delete(_ file: URL) throws(ToolFailure) {
        do {
            try FileManager.default.removeItem(at: file)
        } catch {
            throw ToolFailure("\(file.path) cannot be deleted: \(FileFault.cause(of: error))")
        }
    }

    /// What stands where the file or one of its folders belongs.
    private static func obstacle(to file: URL) -> String? {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), isFolder.boolValue {
            return "it is a folder"
        }
        var folder = file.deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) {
            guard folder.pathComponents.count > 1 else { return nil }
            folder = folder.deletingLastPathComponent()
        }
        return isFolder.boolValue ? nil : "\(folder.path) is a file"
    }
}
