// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Reads whole files, and says in plain words why one cannot be read.
package enum FileReader {
    /// Why a file cannot be read.
    package struct Refusal: Error, CustomStringConvertible {
        /// The path of the file.
        package let path: String
        /// What is in the way.
        package let cause: String

        package var description: String { "\(path) cannot be read: \(cause)" }
    }

    /// The content of `file`; links are followed, and pipes and devices are refused, which might have no end.
    package static func bytes(of file: URL) throws(Refusal) -> [UInt8] {
        let target = file.resolvingSymlinksInPath().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
            let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: file.path)) != nil
            throw Refusal(path: file.path, cause: isLink ? "it is a link to nothing" : "there is no such file")
        }
        guard !isFolder.boolValue else { throw Refusal(path: file.path, cause: "it is a folder") }
        let type = try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
        guard type == nil || type == .typeRegular else {
            throw Refusal(path: file.path, cause: "it is a pipe, a socket or a device")
        }
        do {
            return Array(try Data(contentsOf: file))
        } catch {
            throw Refusal(path: file.path, cause: FileFault.cause(of: error))
        }
    }
}
