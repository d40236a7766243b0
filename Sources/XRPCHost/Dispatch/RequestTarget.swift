// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// Where a request target leads (RFC 9112 §3.2.1, atproto.com/specs/xrpc).
enum RequestTarget {
    /// A method, with the text after the `?`.
    case method(NSID, query: Substring)
    /// `/xrpc/_health`.
    case health
    /// Anything outside `/xrpc/`.
    case elsewhere

    /// Reads an origin-form target.
    ///
    /// - Throws: `XRPCError`, 400, for another form, for `//`, and for a path under `/xrpc/` that is no NSID.
    init(_ target: String) throws(XRPCError) {
        guard target.utf8.first == UInt8(ascii: "/"), !target.utf8.starts(with: "//".utf8) else {
            throw .invalidRequest("The request target must start with exactly one slash")
        }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts[0]
        let query = parts.count == 2 ? parts[1] : ""
        guard path == "/xrpc" || path.hasPrefix("/xrpc/") else {
            self = .elsewhere
            return
        }
        var name = path.dropFirst("/xrpc/".count)
        if name == "_health" {
            self = .health
            return
        }
        if name.last == "/" { name = name.dropLast() }
        guard let nsid = NSID(rawValue: String(name)) else { throw .invalidRequest("The path does not name a method") }
        self = .method(nsid, query: query)
    }
}
