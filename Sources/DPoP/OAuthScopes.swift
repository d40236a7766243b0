// SPDX-License-Identifier: Apache-2.0

/// The scope string of an AT Protocol session, and what it permits (atproto.com/specs/permission).
public struct OAuthScopes: Sendable {
    /// The scopes in the order of the token.
    public let values: [String]

    /// Splits a `scope` claim at its spaces.
    public init(_ text: String) {
        values = text.utf8.split(separator: UInt8(ascii: " ")).compactMap(String.init)
    }

    /// The reference that stands for the scopes, where an entryway has shortened them to `ref:<cid>`.
    public var reference: String? {
        guard values.count == 1, values[0].hasPrefix("ref:"), values[0].utf8.count <= 256,
            values[0].utf8.dropFirst(4).allSatisfy({ Self.isLetterOrDigit($0) })
        else { return nil }
        return values[0]
    }

    /// Whether `atproto` is among them, which every session needs.
    public var isSession: Bool { values.contains("atproto") }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

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
        guard scope.utf8.starts(with: "rpc".utf8) else { return nil }
        let (head, parameters) = Self.halves(scope.utf8[...], at: "?")
        let (resource, positional) = Self.halves(head, at: ":")
        guard resource.elementsEqual("rpc".utf8), let parameters else { return nil }
        if let positional {
            guard let method = Self.unescaped(positional) else { return nil }
            methods.append(method)
        }
        for pair in parameters.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
            let (name, value) = Self.halves(pair, at: "=")
            guard let value = value.flatMap(Self.unescaped) else { return nil }
            if positional == nil, name.elementsEqual("lxm".utf8) {
                methods.append(value)
            } else if audience == nil, name.elementsEqual("aud".utf8) {
                audience = value
            } else {
                return nil
            }
        }
        guard !methods.isEmpty, let audience, audience == "*" || audience.utf8.contains(UInt8(ascii: "#")) else {
            return nil
        }
        if audience == "*", methods.contains("*") { return nil }
    }

    /// Compares bytes; Swift's string equality would take a Kelvin sign for a K.
    func permits(_ method: String, _ service: String) -> Bool {
        methods.contains { $0 == "*" || $0.utf8.elementsEqual(method.utf8) }
            && (audience == "*" || audience?.utf8.elementsEqual(service.utf8) == true)
    }

    private typealias Bytes = Substring.UTF8View

    /// What stands before the first `separator` and, where there is one, what stands behind it.
    private static func halves(_ text: Bytes, at separator: Unicode.Scalar) -> (Bytes, Bytes?) {
        guard let end = text.firstIndex(of: UInt8(ascii: separator)) else { return (text, nil) }
        return (text[..<end], text[text.index(after: end)...])
    }

    private static func unescaped(_ text: Bytes) -> String? {
        guard text.contains(UInt8(ascii: "%")) else { return String(Substring(text)) }
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            // A sign is not a digit, although the initializer takes one.
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, !digits.utf8.contains(where: { "+-".utf8.contains($0) }),
                let value = UInt8(digits, radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
