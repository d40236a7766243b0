// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import LexJSON
import StrictJSON
public import XRPCCore

/// Calls methods by their generated types.
public struct XRPCClient: Sendable {
    private let transport: any XRPCTransport

    /// Makes a client over a transport.
    public init(transport: any XRPCTransport) {
        self.transport = transport
    }

    /// Calls a query.
    ///
    /// - Throws: `XRPCError` as the service answered, ``XRPCClientError`` for an answer or parameters that break the
    ///   lexicon, or what the transport throws.
    public func call<Method: XRPCQuery>(
        _ method: Method.Type, _ parameters: Method.Parameters
    ) async throws -> Method.Output {
        let request = XRPCRequest(method: .get, target: try target(of: method, parameters))
        return try output(of: method, from: try await transport.send(request))
    }

    /// Calls a procedure.
    ///
    /// - Throws: as for a query.
    public func call<Method: XRPCProcedure>(
        _ method: Method.Type, _ parameters: Method.Parameters, input: Method.Input
    ) async throws -> Method.Output {
        var request = XRPCRequest(method: .post, target: try target(of: method, parameters))
        if method.descriptor.input != nil { try add(input.content, of: method, to: &request) }
        return try output(of: method, from: try await transport.send(request))
    }

    /// Calls a query that has no parameters.
    public func call<Method: XRPCQuery>(_ method: Method.Type) async throws -> Method.Output
    where Method.Parameters == NoFields {
        try await call(method, NoFields())
    }

    /// Calls a procedure that has no parameters.
    public func call<Method: XRPCProcedure>(
        _ method: Method.Type, input: Method.Input
    ) async throws -> Method.Output where Method.Parameters == NoFields {
        try await call(method, NoFields(), input: input)
    }

    /// Calls a procedure that has neither parameters nor a body.
    public func call<Method: XRPCProcedure>(_ method: Method.Type) async throws -> Method.Output
    where Method.Parameters == NoFields, Method.Input == NoFields {
        try await call(method, NoFields(), input: NoFields())
    }

    private func target<Method: XRPCMethod>(of method: Method.Type, _ parameters: Method.Parameters) throws -> String {
        let object = parameters.lexObject
        if let violation = method.descriptor.parameters.violations(in: object, limit: 1).first {
            throw XRPCClientError.parameters(violation)
        }
        let query = QueryString.write(object) ?? ""
        return "/xrpc/\(method.nsid)" + (query.isEmpty ? "" : "?\(query)")
    }

    private func add<Method: XRPCMethod>(
        _ content: BodyContent, of method: Method.Type, to request: inout XRPCRequest
    ) throws {
        switch content {
        case .none:
            break
        case .value(let value):
            if let violation = method.descriptor.input?.schema?.violations(in: value, limit: 1).first {
                throw XRPCClientError.input(violation)
            }
            request.headerFields[.contentType] = "application/json"
            request.body = value.json
        case .bytes(let bytes, let contentType):
            request.headerFields[.contentType] = contentType
            request.body = bytes
        }
    }

    private func output<Method: XRPCMethod>(
        of method: Method.Type, from response: XRPCResponse
    ) throws -> Method.Output {
        guard response.status.kind == .successful else { throw Self.error(response) }
        guard let declared = method.descriptor.output else { return try Method.Output(content: .none) }
        let content: BodyContent
        if declared.encoding == "application/json" {
            let value = try Self.value(response.body)
            if let violation = declared.schema?.violations(in: value, limit: 1).first {
                throw XRPCClientError.output(violation)
            }
            content = .value(value)
        } else {
            let type = response.headerFields[.contentType] ?? declared.encoding
            content = .bytes(response.body, contentType: type)
        }
        do {
            return try Method.Output(content: content)
        } catch {
            throw XRPCClientError.output(error)
        }
    }

    private static func value(_ body: [UInt8]) throws -> LexValue {
        do {
            return try LexValue(JSONParser(limits: .body).parse(body))
        } catch let error as LexDataError {
            throw XRPCClientError.output(error)
        } catch {
            throw XRPCClientError.malformedAnswer
        }
    }

    /// The error of an answer; one without the envelope of XRPC is named by its status.
    private static func error(_ response: XRPCResponse) -> XRPCError {
        let envelope = try? JSONParser(limits: .token).parse(response.body).object
        return XRPCError(
            status: response.status, name: envelope?["error"]?.string ?? "Unknown",
            message: envelope?["message"]?.string ?? response.status.reasonPhrase, headerFields: response.headerFields)
    }
}

/// Why a call failed on this side of the wire.
public enum XRPCClientError: Error, Sendable, Equatable {
    /// The parameters break the lexicon; nothing was sent.
    case parameters(LexDataError)
    /// The body breaks the lexicon; nothing was sent.
    case input(LexDataError)
    /// The answer breaks the lexicon.
    case output(LexDataError)
    /// The answer is not JSON.
    case malformedAnswer
}

extension XRPCError {
    /// The error as one that the method declares, or nil for any other.
    public func declared<Name: DeclaredErrorName>(as type: Name.Type) -> Name? { Name(rawValue: name) }
}
