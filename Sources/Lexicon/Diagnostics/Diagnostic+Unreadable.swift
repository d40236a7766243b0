// SPDX-License-Identifier: Apache-2.0

import StrictJSON

extension Diagnostic {
    /// The finding that a file has no content that could be JSON, since it cannot be read.
    package init(unreadable file: String, because cause: String) {
        self.init(
            file: file, position: SourcePosition(line: 1, column: 1), severity: .error, rule: .json,
            message: "the file cannot be read: \(cause)")
    }
}
