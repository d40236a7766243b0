// SPDX-License-Identifier: Apache-2.0

import LexJSON
import StrictJSON
import XRPCCore

/// Takes data over the wire as a request or an answer does.
enum JSONForm {
    /// The data that the JSON of `value` is read as.
    static func sent(_ value: LexValue) throws -> LexValue {
        try LexValue(JSONParser(limits: .file).parse(value.json))
    }

    /// The object that the JSON of `object` is read as.
    static func sent(_ object: LexObject) throws -> LexObject {
        guard case .object(let received) = try sent(.object(object)) else { throw CheckFailure("is no object") }
        return received
    }

    /// Fails unless two values are the same to the byte in their one binary form.
    static func expectEqual(_ left: LexValue, _ right: LexValue, _ what: String) throws {
        guard try left.drisl != right.drisl else { return }
        throw CheckFailure("\(what):\n  \(text(left))\n  \(text(right))")
    }

    static func text(_ value: LexValue) -> String { String(decoding: value.json, as: UTF8.self) }
}
