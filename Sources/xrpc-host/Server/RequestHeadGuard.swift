// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import NIOCore
import NIOHTTP1

/// Looks at each request head as it was sent, before it is translated and parts of it are folded together.
///
/// Refuses what RFC 9112 §3.2 does: a target that is not in origin form, and a missing, repeated or malformed `Host`.
/// Answers `Expect: 100-continue`, and marks requests of HTTP/1.0 that do not ask for a lasting connection.
final class RequestHeadGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// A head that must not reach the host.
    struct Refusal: Error {}

    private var hasRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasRefused else { return }
        guard case .head(var head) = unwrapInboundIn(data) else {
            context.fireChannelRead(data)
            return
        }
        guard Self.isAcceptable(head) else {
            hasRefused = true
            context.fireErrorCaught(Refusal())
            return
        }
        if head.headers.first(name: "Expect")?.lowercased() == "100-continue" {
            let interim = HTTPResponseHead(version: head.version, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
        }
        let options = head.headers[canonicalForm: "Connection"].map { $0.lowercased() }
        if options.contains("close") || (head.version != .http1_1 && !options.contains("keep-alive")) {
            head.headers.replaceOrAdd(name: "Connection", value: "close")
        }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    private static func isAcceptable(_ head: HTTPRequestHead) -> Bool {
        let isOriginForm = head.uri.utf8.first == UInt8(ascii: "/") || (head.method == .OPTIONS && head.uri == "*")
        let hosts = head.headers["Host"]
        guard isOriginForm, hosts.count <= 1 else { return false }
        guard let host = hosts.first else { return head.version != .http1_1 }
        return !host.isEmpty && host.utf8.allSatisfy(isHostCharacter)
    }

    /// The characters of a host with a port: letters, digits, `-._~:[]` and percent escapes.
    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ":"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "%"):
            true
        default: false
        }
    }
}
