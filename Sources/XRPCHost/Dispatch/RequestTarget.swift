// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// Where a request target leads (RFC 9112 §3.2.1, atproto.com/specs/xrpc).
enum RequestTarget {
    /// A method by the name in the path, with the text after the `?`.
    case method(name: String, query: Substring)
    /// `/xrpc/_health`.
    case health
    /// `/.well-known/oauth-protected-resource`.
    case resourceMetadata
    /// Anything outside `/xrpc/`.
    case elsewhere

    private static let root = Array("/xrpc".utf8)

    /// Reads an origin-form target.
    ///
    /// - Throws: `XRPCError`, 400, for another form and for `//`.
    init(_ target: String) throws(XRPCError) {
        let bytes = target.utf8
        guard bytes.first == UInt8(ascii: "/"), !bytes.starts(with: "//".utf8) else {
            throw .invalidRequest("The request target must start with exactly one slash")
        }
        let pathEnd = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        let path = bytes[..<pathEnd]
        let name = path.dropFirst(Self.root.count + 1)
        let isXRPC =
            path.starts(with: Self.root)
            && (path.count == Self.root.count || path.dropFirst(Self.root.count).first == UInt8(ascii: "/"))
        guard isXRPC else {
            self = path.elementsEqual(ProtectedResourceMetadata.path.utf8) ? .resourceMetadata : .elsewhere
            return
        }
        let isSlashed = name.last == UInt8(ascii: "/")
        let text = String(decoding: isSlashed ? name.dropLast() : name, as: UTF8.self)
        let query = pathEnd == bytes.endIndex ? "" : target[bytes.index(after: pathEnd)...]
        self = text == "_health" && !isSlashed ? .health : .method(name: text, query: query)
    }
}
