// SPDX-License-Identifier: Apache-2.0

import XRPCCore

extension LexDataError {
    /// The same error, seen from the object or the array that holds the place under `step` (RFC 6901 section 3).
    func moved(into step: String) -> LexDataError {
        var escaped = "/"
        for character in step.unicodeScalars {
            switch character {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return LexDataError(path: escaped + path, rule: rule, message: message)
    }
}
