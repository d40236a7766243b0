// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import HTTPTypes

#if canImport(FoundationNetworking)
    public import FoundationNetworking
#endif

/// Sends requests to one origin with Foundation's `URLSession`.
public struct URLSessionTransport: XRPCTransport {
    private let origin: URL
    private let session: URLSession
    private let authorize: @Sendable (_ request: XRPCRequest) async throws -> HTTPFields

    /// Makes a transport.
    ///
    /// - Parameters:
    ///   - origin: scheme, host and port of the service.
    ///   - session: the session to send with.
    ///   - authorize: gives the fields that a request needs beside its own, such as `Authorization`.
    public init(
        origin: URL, session: URLSession = .shared,
        authorize: @escaping @Sendable (_ request: XRPCRequest) async throws -> HTTPFields = { _ in [:] }
    ) {
        self.origin = origin
        self.session = session
        self.authorize = authorize
    }

    /// Sends a request and collects the answer.
    public func send(_ request: XRPCRequest) async throws -> XRPCResponse {
        guard let url = URL(string: request.target, relativeTo: origin) else { throw URLError(.badURL) }
        var message = URLRequest(url: url)
        message.httpMethod = request.method.rawValue
        for field in request.headerFields { message.addValue(field.value, forHTTPHeaderField: field.name.rawName) }
        for field in try await authorize(request) {
            message.addValue(field.value, forHTTPHeaderField: field.name.rawName)
        }
        if request.method != .get { message.httpBody = Data(request.body) }
        let (data, answer) = try await session.data(for: message)
        guard let answer = answer as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        var fields = HTTPFields()
        for (name, value) in answer.allHeaderFields {
            guard let name = (name as? String).flatMap({ HTTPField.Name($0) }), let value = value as? String else {
                continue
            }
            fields.append(HTTPField(name: name, value: value))
        }
        return XRPCResponse(status: .init(code: answer.statusCode), headerFields: fields, body: Array(data))
    }
}
