// SPDX-License-Identifier: Apache-2.0

/// Why a command stopped; the exit code is 1.
package struct ToolFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
