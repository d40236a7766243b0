// SPDX-License-Identifier: Apache-2.0

import CJansson

/// Turns bytes into a ``JSONValue`` or into one located ``JSONError``.
///
/// The jansson library does the parsing, with duplicate names rejected; this type adds the bounds.
public struct JSONParser: Sendable {
    private let limits: JSONLimits

    /// Makes a parser that keeps `limits`.
    public init(limits: JSONLimits) {
        self.limits = limits
    }

    /// Parses one JSON text of any kind.
    ///
    /// - Parameter bytes: the whole text in UTF-8, without a byte order mark.
    /// - Throws: ``JSONError`` with the first rule that the text breaks.
    public func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        guard bytes.count <= limits.maximumBytes else {
            throw JSONError(
                code: .tooLarge, line: 1, column: 1, offset: 0,
                message: "\(bytes.count) bytes, more than the \(limits.maximumBytes) allowed")
        }
        if let offset = NestingScanner.firstOffset(in: bytes, deeperThan: limits.maximumDepth) {
            throw located(
                .tooDeep, offset: offset, in: bytes, message: "nested deeper than \(limits.maximumDepth) levels")
        }
        return try load(bytes)
    }

    private func load(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        var failure = json_error_t()
        let flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL
        let root = bytes.withUnsafeBufferPointer { buffer -> UnsafeMutablePointer<json_t>? in
            buffer.withMemoryRebound(to: CChar.self) { json_loadb($0.baseAddress, $0.count, Int(flags), &failure) }
        }
        guard let root else { throw JSONError(failure) }
        defer { json_decref(root) }
        guard let value = JanssonReader(maximumMembers: limits.maximumMembers).value(root) else {
            throw JSONError(
                code: .tooManyMembers, line: 1, column: 1, offset: 0,
                message: "an object has more than \(limits.maximumMembers) members")
        }
        return value
    }

    private func located(_ code: JSONError.Code, offset: Int, in bytes: [UInt8], message: String) -> JSONError {
        let position = SourcePosition(offset: offset, in: bytes)
        let before = bytes[(offset - position.column + 1)..<offset]
        let column = before.count { $0 & 0xC0 != 0x80 } + 1
        return JSONError(code: code, line: position.line, column: column, offset: offset, message: message)
    }
}

extension JSONError {
    fileprivate init(_ failure: json_error_t) {
        var failure = failure
        let text = withUnsafeBytes(of: &failure.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        self.init(
            code: Code(json_error_code(&failure)), line: max(1, Int(failure.line)), column: max(1, Int(failure.column)),
            offset: max(0, Int(failure.position)), message: text)
    }
}

extension JSONError.Code {
    fileprivate init(_ code: json_error_code) {
        switch code {
        case json_error_premature_end_of_input: self = .incomplete
        case json_error_end_of_input_expected: self = .trailingBytes
        case json_error_invalid_utf8: self = .encoding
        case json_error_duplicate_key: self = .duplicateName
        case json_error_numeric_overflow: self = .numberRange
        case json_error_invalid_syntax, json_error_null_character, json_error_null_byte_in_key: self = .syntax
        case json_error_stack_overflow: self = .tooDeep
        default: self = .parser
        }
    }
}
