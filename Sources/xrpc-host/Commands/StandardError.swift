// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// Lines for the operator beside a command's output.
enum StandardError {
    static func print(_ message: String) {
        FileHandle.standardError.write(Data("xrpc-host: \(message)\n".utf8))
    }

    /// Reports an argument whose fault shows only while the command runs; throw the result, which is exit code 64.
    static func wrongArgument(_ message: String) -> ExitCode {
        print(message)
        return .validationFailure
    }
}
