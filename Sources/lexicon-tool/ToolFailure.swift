// SPDX-License-Identifier: Apache-2.0

/// Why a command stopped; the exit code is 1.
struct ToolFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
