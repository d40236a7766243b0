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

    /// The bytes of one file.
    package static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder ?? "")/\(path)")))
    }
}
