// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// An HTTP server on 127.0.0.1 that counts the connections it gets.
final class LoopbackServer: Sendable {
    struct Answer: Sendable {
        var status = 200
        var headers: [(String, String)] = [("Content-Type", "application/json")]
        var body: [UInt8] = []
        /// How the body is sent.
        var pace = Pace.atOnce
    }

    enum Pace: Sendable {
        /// With its length in the header.
        case atOnce
        /// Chunked, without an announcement of the length.
        case chunked
        /// One byte every few milliseconds, for ever.
        case drip
        /// The head only, and then nothing.
        case silent
    }

    /// A request as it came.
    struct Heard: Sendable {
        let path: String
        /// The fields by their names in lower case.
        let fields: [String: String]
    }

    typealias Script = @Sendable (Heard) -> Answer?

    private struct Counts {
        var connections: [any Channel] = []
        var requests: [Heard] = []
    }

    private let channel: any Channel
    private let counts: Counter
    let port: Int

    private final class Counter: Sendable {
        let state = Mutex(Counts())
    }

    /// Starts listening, with TLS where a context is given; a script that gives nil never answers.
    static func start(tls: NIOSSLContext? = nil, _ script: @escaping Script) async throws -> LoopbackServer {
        let counter = Counter()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(ChannelOptions.backlog, value: 256)
            .childChannelInitializer { channel in
                counter.state.withLock { $0.connections.append(channel) }
                return channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
                    try pipeline.addHandler(Handler(counter, script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return LoopbackServer(channel, counter)
    }

    private init(_ channel: any Channel, _ counts: Counter) {
        self.channel = channel
        self.counts = counts
        port = channel.localAddress?.port ?? 0
    }

    var connections: Int { counts.state.withLock { $0.connections.count } }
    var requests: [Heard] { counts.state.withLock { $0.requests } }
    func stop() async throws { try await channel.close() }

    /// Closes every connection from this side.
    func closeConnections() async throws {
        for connection in counts.state.withLock({ $0.connections }) where connection.isActive {
            try await connection.close()
        }
    }

    /// Waits until every client has gone.
    func allConnectionsClosed() async throws {
        for connection in counts.state.withLock({ $0.connections }) { try await connection.closeFuture.get() }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart
        private let counter: Counter
        private let script: Script

        init(_ counter: Counter, _ script: @escaping Script) {
            self.counter = counter
            self.script = script
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(let head) = unwrapInboundIn(data) else { return }
            let fields = head.headers.map { ($0.name.lowercased(), $0.value) }
            let heard = Heard(path: head.uri, fields: Dictionary(fields) { "\($0),\($1)" })
            counter.state.withLock { $0.requests.append(heard) }
            guard let answer = script(heard) else { return }
            LoopbackServer.write(answer, to: context.channel)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private static func write(_ answer: Answer, to channel: any Channel) {
        var head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status))
        for (name, value) in answer.headers { head.headers.add(name: name, value: value) }
        if case .atOnce = answer.pace { head.headers.add(name: "Content-Length", value: "\(answer.body.count)") }
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        switch answer.pace {
        case .atOnce, .chunked:
            channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: answer.body))), promise: nil)
            channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        case .silent:
            channel.flush()
        case .drip:
            channel.flush()
            channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(5)) { task in
                guard channel.isActive else { return task.cancel() }
                channel.writeAndFlush(
                    HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: " "))), promise: nil)
            }
        }
    }
}
