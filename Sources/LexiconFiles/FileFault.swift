// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Plain words for the errors of the file system.
enum FileFault {
    /// What is in the way, without the path.
    static func cause(of error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoPermission?, .fileWriteNoPermission?: "permission is denied"
        case .fileWriteOutOfSpace?: "the disk is full"
        case .fileWriteVolumeReadOnly?: "the disk is read-only"
        case .fileWriteFileExists?: "a file stands where its folder belongs"
        default: error.localizedDescription
        }
    }
}
