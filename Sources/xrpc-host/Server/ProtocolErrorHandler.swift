// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import XRPCCore

/// Answers what never becomes a request in the envelope of XRPC, and closes the connection.
///
/// That is what the HTTP parser or ``RequestHeadGuard`` refuses, and a body that does not end in time. The server below
/// would answer such input with an empty body or not at all. Where an answer is already on its way, nothing more can be
/// said and the connection is only closed. A body that nobody reads is drained up to a bound.
final class ProtocolErrorHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Bytes of a body that are passed over after its request was answered; then the connection is closed.
    static let maximumDrainedBytes = 1_048_576

    private let bodyDeadline: TimeAmount
    private var deadline: Scheduled<Void>?
    private var isReceiving = false
    private var isAnswering = false
    private var isClosing = false
    private var closesAfterAnswers: XRPCError?
    /// Requests whose head has come and whose answer has not gone out.
    private var unanswered = 0
    private var drainedBytes = 0

    /// Makes a handler.
    ///
    /// - Parameter bodyDeadline: how long a request may take from its head to its end.
    init(bodyDeadline: TimeAmount) {
        self.bodyDeadline = bodyDeadline
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // The guard needs the head as it was sent, so it goes in front of the translation.
        guard let codec = try? context.pipeline.syncOperations.context(handlerType: HTTP1ToHTTPServerCodec.self) else {
            return
        }
        try? context.pipeline.syncOperations.addHandler(RequestHeadGuard(), position: .before(codec.handler))
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing, closesAfterAnswers == nil else { return }
        switch unwrapInboundIn(data) {
        case .head:
            isReceiving = true
            unanswered += 1
            drainedBytes = 0
        case .body(let bytes):
            if unanswered == 0, drained(bytes.readableBytes) {
                isClosing = true
                context.close(promise: nil)
                return
            }
        case .end:
            isReceiving = false
            deadline?.cancel()
            deadline = nil
        }
        context.fireChannelRead(data)
    }

    /// Most requests arrive whole; only one that does not is watched.
    func channelReadComplete(context: ChannelHandlerContext) {
        if isReceiving, deadline == nil { startDeadline(context) }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isClosing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head: isAnswering = true
        case .body: break
        case .end:
            isAnswering = false
            unanswered -= 1
        }
        context.write(data, promise: promise)
        if !isAnswering, unanswered == (isReceiving ? 1 : 0), let error = closesAfterAnswers {
            context.flush()
            send(error, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !(error is ChannelError) else {
            isClosing = true
            context.close(promise: nil)
            return
        }
        refuse(with: Self.refusal(error), context)
    }

    private func drained(_ count: Int) -> Bool {
        drainedBytes += count
        return drainedBytes > Self.maximumDrainedBytes
    }

    private func startDeadline(_ context: ChannelHandlerContext) {
        deadline?.cancel()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: bodyDeadline) {
            let (handler, context) = bound.value
            guard handler.isReceiving else { return }
            let late = XRPCError(
                status: .requestTimeout, name: "InvalidRequest", message: "The request did not end in time")
            handler.refuse(with: late, context)
        }
    }

    private func refuse(with error: XRPCError, _ context: ChannelHandlerContext) {
        guard !isClosing, closesAfterAnswers == nil else { return }
        // The request at fault may be the last of several that came together; the others are answered first. Its own
        // handler is still waiting for a body that will not come, so it does not count.
        let others = unanswered - (isReceiving ? 1 : 0)
        if isReceiving && unanswered == 0 || isAnswering && others == 0 {
            isClosing = true
            context.close(promise: nil)
        } else if others > 0 {
            closesAfterAnswers = error
        } else {
            send(error, context)
        }
    }

    private func send(_ error: XRPCError, _ context: ChannelHandlerContext) {
        isClosing = true
        let body = error.body.json
        let fields: HTTPFields = [
            .contentType: "application/json", .contentLength: String(body.count), .connection: "close",
            .cacheControl: "no-store", .accessControlAllowOrigin: "*",
        ]
        let head = HTTPResponse(status: error.status, headerFields: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
        let closing = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: closing)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        closing.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
    }

    private static func refusal(_ error: any Error) -> XRPCError {
        if error is RequestHeadGuard.Refusal {
            return .invalidRequest("The request needs one Host and a target that starts with a slash")
        }
        if let error = error as? HTTPParserError, error == .headerOverflow {
            return XRPCError(
                status: .requestHeaderFieldsTooLarge, name: "InvalidRequest", message: "The header is too large")
        }
        return .invalidRequest("The request is not well-formed HTTP")
    }
}
