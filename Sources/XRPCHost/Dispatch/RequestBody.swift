// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import LexJSON
import StrictJSON
import XRPCCore

/// Reads and decodes the body that a method declares.
struct RequestBody {
    let descriptor: MethodDescriptor
    let maximumBytes: Int

    /// The decoded and validated body.
    ///
    /// - Throws: `XRPCError`: 400 for a missing, unexpected or malformed body, 413 past the limit, 415 for an encoded one.
    func content(of request: HostRequest) async throws -> BodyContent {
        guard let input = descriptor.input else {
            try await refuseBody(of: request)
            return .none
        }
        let type = try checkEncoding(request, expecting: input.encoding)
        try checkDeclaredLength(request)
        let bytes = try await request.body(maximumBytes)
        guard !bytes.isEmpty else { throw XRPCError.invalidRequest("A request body is expected but none was provided") }
        guard input.encoding == "application/json" else { return .bytes(bytes, contentType: type) }
        let value = try decode(bytes)
        if let violation = input.schema?.violations(in: value, limit: 1).first {
            throw XRPCError.invalidRequest(Self.sentence(violation))
        }
        return .value(value)
    }

    private func refuseBody(of request: HostRequest) async throws {
        let refusal = XRPCError.invalidRequest("A request body was provided when none was expected")
        if let length = request.headerFields.value(.contentLength), length != "0" { throw refusal }
        do {
            guard try await request.body(0).isEmpty else { throw refusal }
        } catch let error as XRPCError where error.status == .contentTooLarge {
            throw refusal
        }
    }

    /// The declared type of the body, which must match the lexicon's.
    private func checkEncoding(_ request: HostRequest, expecting encoding: String) throws(XRPCError) -> String {
        let codings = request.headerFields[values: .contentEncoding].filter { $0.lowercased() != "identity" }
        guard codings.isEmpty else { throw .unsupportedMediaType("Content-Encoding is not supported") }
        guard let type = request.headerFields[.contentType] else {
            throw .invalidRequest("Request encoding (Content-Type) required but not provided")
        }
        let essence = type.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)[0]
            .trimmingPrefix { $0 == " " }
        let trimmed = essence.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
        guard Blob.matches(String(trimmed), pattern: encoding) else {
            throw .invalidRequest("Wrong request encoding (Content-Type), expected \(encoding)")
        }
        return type
    }

    private func checkDeclaredLength(_ request: HostRequest) throws(XRPCError) {
        guard let text = request.headerFields[.contentLength] else { return }
        guard let length = Int(text), length <= maximumBytes else { throw .payloadTooLarge(limit: maximumBytes) }
    }

    private func decode(_ bytes: [UInt8]) throws(XRPCError) -> LexValue {
        let value: JSONValue
        do {
            value = try JSONParser(limits: .body).parse(bytes)
        } catch {
            throw .invalidRequest("The body is not valid JSON at line \(error.line), column \(error.column)")
        }
        do {
            return try LexValue(value)
        } catch {
            throw .invalidRequest(Self.sentence(error))
        }
    }

    private static func sentence(_ error: LexDataError) -> String {
        error.path.isEmpty ? "The body \(error.message)" : "The body is invalid at \(error)"
    }
}
