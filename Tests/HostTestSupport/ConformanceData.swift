// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Public vectors and lexicons that are not part of the project, in the folder that `CONFORMANCE_DATA` names.
package enum ConformanceData {
    /// The folder, or nil where the variable is not set.
    package static let folder: String? = {
        let path = ProcessInfo.processInfo.environment["CONFORMANCE_DATA"]
        if path == nil {
            FileHandle.standardError.write(
                Data("SKIPPED: set CONFORMANCE_DATA to run the suites on public vectors\n".utf8))
        }
        return path
    }()

    /// Whether suites on public vectors can run.
    package static var isAvailable: Bool { folder != nil }

    /// Whether the folder has this file; one that it lacks is named, so that nobody takes a skipped suite for a passed one.
    package static func has(_ path: String) -> Bool {
        guard let folder else { return false }
        let exists = FileManager.default.fileExists(atPath: "\(folder)/\(path)")
        if !exists { FileHandle.standardError.write(Data("SKIPPED: CONFORMANCE_DATA has no \(path)\n".utf8)) }
        return exists
    }

    /// The bytes of one file.
    package static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder ?? "")/\(path)")))
    }
}
