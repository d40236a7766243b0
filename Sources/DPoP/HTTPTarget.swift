// SPDX-License-Identifier: Apache-2.0

/// The URL that a proof is for, normalized as RFC 3986 §6.2.2 and §6.2.3 say, without query and fragment (RFC 9449 §4.3).
public struct HTTPTarget: Sendable, Equatable {
    /// The longest `htu` in bytes.
    public static let maximumBytes = 2048

    /// Scheme, authority and path in normal form.
    public let normalized: String
    /// `http` or `https`.
    public let scheme: String
    /// The host in lower case, with the brackets of an IPv6 literal.
    public let host: String
    /// The port, given or implied.
    public let port: Int

    /// Reads an absolute http or https URL.
    ///
    /// - Returns: nil for any other scheme, user information, an empty or non-ASCII host, a port outside 1 to 65535,
    ///   a broken percent escape, a control character, space or backslash, or more than 2048 bytes.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.maximumBytes, bytes.allSatisfy(Self.isAllowed) else { return nil }
        guard let schemeEnd = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let scheme = Self.lowercased(bytes[..<schemeEnd])
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = bytes[(schemeEnd + 1)...]
        guard rest.starts(with: [UInt8(ascii: "/"), UInt8(ascii: "/")]) else { return nil }
        let hierarchy = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let pathStart = hierarchy.firstIndex(of: UInt8(ascii: "/")) ?? hierarchy.endIndex
        guard let authority = Authority(hierarchy[..<pathStart], scheme: scheme),
            let path = URLPath.normalized(hierarchy[pathStart...])
        else { return nil }
        self.scheme = scheme
        host = authority.host
        port = authority.port
        let portSuffix = authority.port == authority.defaultPort ? "" : ":\(authority.port)"
        normalized = "\(scheme)://\(authority.host)\(portSuffix)\(path)"
    }

    /// The target of `path` on this origin; `path` is a constant of the program, such as `/xrpc/com.example.read`.
    public func replacingPath(_ path: String) -> HTTPTarget? {
        HTTPTarget("\(scheme)://\(host):\(port)\(path)")
    }

    /// Scheme, host and port, the latter only where it is not the default.
    public var origin: String {
        let isDefault = port == (scheme == "https" ? 443 : 80)
        return isDefault ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\")
    }

    fileprivate static func lowercased(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// Two targets are equal where their normal forms are the same bytes.
    public static func == (left: HTTPTarget, right: HTTPTarget) -> Bool {
        left.normalized.utf8.elementsEqual(right.normalized.utf8)
    }
}

private struct Authority {
    let host: String
    let port: Int
    let defaultPort: Int

    init?(_ bytes: ArraySlice<UInt8>, scheme: String) {
        guard !bytes.contains(UInt8(ascii: "@")) else { return nil }
        defaultPort = scheme == "https" ? 443 : 80
        let hostEnd: Int
        if bytes.first == UInt8(ascii: "[") {
            guard let bracket = bytes.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            hostEnd = bracket + 1
        } else {
            hostEnd = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
        }
        let name = bytes[..<hostEnd]
        guard !name.isEmpty, name.allSatisfy(Self.isHostCharacter) else { return nil }
        host = HTTPTarget.lowercased(name)
        let suffix = bytes[hostEnd...]
        guard !suffix.isEmpty else {
            port = defaultPort
            return
        }
        let digits = suffix.dropFirst()
        guard suffix.first == UInt8(ascii: ":"), digits.count <= 5, digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let number = digits.isEmpty ? defaultPort : Int(String(decoding: digits, as: UTF8.self)) ?? 0
        guard (1...65_535).contains(number) else { return nil }
        port = number
    }

    /// Letters, digits, `-`, `.`, `_`, and the characters of an IPv6 literal.
    ///
    /// Percent escapes are not accepted in hosts.
    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"): true
        default: false
        }
    }
}
