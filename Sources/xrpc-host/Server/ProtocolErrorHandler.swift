// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import XRPCCore

/// Answers what the HTTP parser refuses in the envelope of XRPC, and closes the connection.
///
/// The server below would answer such input with an empty body. Where an answer is already on its way, nothing more
/// can be said and the connection is only closed.
final class ProtocolErrorHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var isAnswering = false
    private var isClosing = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isClosing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head: isAnswering = true
        case .body: break
        case .end: isAnswering = false
        }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isClosing else { return }
        isClosing = true
        guard !isAnswering, !(error is ChannelError) else {
            context.close(promise: nil)
            return
        }
        let refusal = Self.refusal(error)
        let body = refusal.body.json
        let fields: HTTPFields = [
            .contentType: "application/json", .contentLength: String(body.count), .connection: "close",
            .cacheControl: "no-store", .accessControlAllowOrigin: "*",
        ]
        let head = HTTPResponse(status: refusal.status, headerFields: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
        let closing = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: closing)
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        closing.futureResult.whenComplete { _ in context.value.close(promise: nil) }
    }

    private static func refusal(_ error: any Error) -> XRPCError {
        if let error = error as? HTTPParserError, error == .headerOverflow {
            return XRPCError(
                status: .requestHeaderFieldsTooLarge, name: "InvalidRequest", message: "The header is too large")
        }
        return .invalidRequest("The request is not well-formed HTTP")
    }
}
