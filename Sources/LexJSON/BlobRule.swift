// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// What an object with the `$type` of a blob must have (atproto.com/specs/data-model, "Blob Type").
enum BlobRule {
    static func check(_ blob: LexObject) throws(LexDataError) {
        guard case .link = try member("ref", of: blob) else { throw violation("ref", .type, "must be a link") }
        guard case .string(let mimeType) = try member("mimeType", of: blob) else {
            throw violation("mimeType", .type, "must be a string")
        }
        guard !mimeType.isEmpty else { throw violation("mimeType", .length, "must not be empty") }
        guard case .integer(let size) = try member("size", of: blob) else {
            throw violation("size", .type, "must be an integer")
        }
        guard size >= 0 else { throw violation("size", .range, "must be at least 0") }
    }

    private static func member(_ name: String, of blob: LexObject) throws(LexDataError) -> LexValue {
        guard let value = blob[name] else { throw violation(name, .required, "is required") }
        return value
    }

    private static func violation(_ name: String, _ rule: LexDataError.Rule, _ message: String) -> LexDataError {
        LexDataError(path: "/\(name)", rule: rule, message: message)
    }
}
