// SPDX-License-Identifier: Apache-2.0

/// The scope string of an AT Protocol session, and what it permits (atproto.com/specs/permission).
public struct OAuthScopes: Sendable {
    /// The scopes in the order of the token.
    public let values: [String]

    /// Splits a `scope` claim at its spaces.
    public init(_ text: String) {
        values = text.split(separator: " ").map(String.init)
    }

    /// Whether `atproto` is among them, which every session needs.
    public var isSession: Bool { values.contains("atproto") }

    /// Whether some `rpc` scope permits `method` on the service `audience`.
    ///
    /// - Parameters:
    ///   - method: the NSID of the called method.
    ///   - audience: the DID of the service with its fragment, such as `did:web:example.com#appview`.
    public func permitsCall(of method: String, on audience: String) -> Bool {
        values.contains { RPCPermission($0)?.permits(method, audience) == true }
    }
}

/// One `rpc:` scope: `rpc:<lxm>?aud=<did>%23<service>` or `rpc?lxm=…&lxm=…&aud=…`.
private struct RPCPermission {
    private var methods: [String] = []
    private var audience: String?

    /// Reads a scope, or gives nil for another resource, an unknown parameter, or the forbidden `rpc:*?aud=*`.
    init?(_ scope: String) {
        let parts = scope.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let head = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard head[0] == "rpc" else { return nil }
        if head.count == 2 {
            guard let method = Self.unescaped(head[1]) else { return nil }
            methods.append(method)
        }
        guard parts.count == 2 else { return nil }
        for pair in parts[1].split(separator: "&", omittingEmptySubsequences: false) {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, let value = Self.unescaped(sides[1]) else { return nil }
            switch sides[0] {
            case "lxm" where head.count == 1: methods.append(value)
            case "aud" where audience == nil: audience = value
            default: return nil
            }
        }
        guard !methods.isEmpty, let audience, audience == "*" || audience.contains("#") else { return nil }
        if audience == "*", methods.contains("*") { return nil }
    }

    func permits(_ method: String, _ service: String) -> Bool {
        (methods.contains("*") || methods.contains(method)) && (audience == "*" || audience == service)
    }

    private static func unescaped(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
