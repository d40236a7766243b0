// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
public import Hummingbird
import Logging
import NIOCore
import XRPCCore

// The only file of this target that knows Hummingbird.

extension HostApplication {
    /// Serves `/xrpc/` in front of an app's own routes, and `/.well-known/oauth-protected-resource` where challenges
    /// point there; every other path goes on to them.
    ///
    /// Add it before the routes whose middleware it must precede. The app runs ``services`` beside its own.
    public func mount<Context: RequestContext>(on router: Router<Context>) {
        router.add(middleware: HostMiddleware<Context>(host: self))
    }

    /// The host as a responder for an application without a router.
    public func responder() -> HostResponder { HostResponder(host: self) }

    fileprivate func respond(to request: Request, from address: SocketAddress?) async -> Response {
        let body = request.body
        let hostRequest = HostRequest(
            method: request.method, target: request.head.path ?? "", headerFields: request.headers,
            peer: { address?.ipAddress }
        ) { limit in
            do {
                return Array(buffer: try await body.collect(upTo: limit))
            } catch is NIOTooManyBytesError {
                throw XRPCError.payloadTooLarge(limit: limit)
            } catch {
                throw XRPCError.invalidRequest("The body ended before its time")
            }
        }
        let response = await respond(to: hostRequest)
        return Response(
            status: response.status, headers: response.headerFields, body: Self.body(response, for: request.method))
    }

    private static func body(_ response: HostResponse, for method: HTTPRequest.Method) -> ResponseBody {
        guard method == .head, !response.body.isEmpty else {
            return ResponseBody(byteBuffer: ByteBuffer(bytes: response.body))
        }
        return ResponseBody(contentLength: response.body.count) { writer in try await writer.finish(nil) }
    }
}

/// Answers what the host serves, and passes everything else on.
struct HostMiddleware<Context: RequestContext>: RouterMiddleware {
    let host: HostApplication

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let path = request.head.path ?? ""
        guard host.serves(path) else { return try await next(request, context) }
        let address = (context as? any RemoteAddressRequestContext)?.remoteAddress
        return await host.respond(to: request, from: address)
    }
}

/// Answers every request with a host.
public struct HostResponder: HTTPResponder {
    let host: HostApplication

    /// Answers one request.
    public func respond(to request: Request, context: HostRequestContext) async throws -> Response {
        await host.respond(to: request, from: context.remoteAddress)
    }
}

/// Carries the address of the peer.
public struct HostRequestContext: RequestContext, RemoteAddressRequestContext {
    /// Hummingbird's own part.
    public var coreContext: CoreRequestContextStorage
    /// The address of the peer, nil for a unix socket.
    public let remoteAddress: SocketAddress?

    /// Takes the address from the connection.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}
