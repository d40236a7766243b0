// SPDX-License-Identifier: Apache-2.0

/// The origin of a server that may be called: scheme and host, and a port only on loopback (RFC 6454 §6.2).
///
/// There is one text for each origin, so comparing texts compares origins.
public struct WebOrigin: Sendable, Hashable, CustomStringConvertible {
    /// The origin as a URL without a path, such as `https://pds.example.com`.
    public let text: String
    /// The host: a public DNS name, or `localhost`.
    public let host: String

    /// Makes the https origin of a public host.
    public init(host: HostName) {
        self.host = host.text
        text = "https://\(host.text)"
    }

    /// Reads an origin; nil where a path, a query, user information or a port is present, or the host is not public.
    ///
    /// Letters of the host may be of either case. Under ``NetworkReach/publicInternetAndLoopback``
    /// `http://localhost:8080` is an origin too; the port is then required.
    public init?(_ text: String, reach: NetworkReach) {
        if case .publicInternetAndLoopback = reach, let loopback = WebOrigin(loopback: text) {
            self = loopback
            return
        }
        guard text.utf8.count <= 512, text.utf8.starts(with: Self.secureScheme.utf8) else { return nil }
        let host = text.utf8.dropFirst(Self.secureScheme.utf8.count).map(Self.lowercased)
        guard let name = HostName(String(decoding: host, as: UTF8.self)) else { return nil }
        self.init(host: name)
    }

    /// Makes the http origin of a port on this machine; nil outside 1 to 65535.
    init?(loopbackPort port: Int) {
        guard (1...65535).contains(port) else { return nil }
        host = Self.loopbackHost
        text = "http://\(Self.loopbackHost):\(port)"
    }

    private init?(loopback text: String) {
        let prefix = "http://\(Self.loopbackHost):"
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        guard let port = Self.port(text.utf8.dropFirst(prefix.utf8.count)) else { return nil }
        self.init(loopbackPort: port)
    }

    /// The origin.
    public var description: String { text }

    /// Whether this is a port on this machine.
    var isLoopback: Bool { host == Self.loopbackHost }

    /// The one name for this machine.
    static let loopbackHost = "localhost"
    private static let secureScheme = "https://"

    /// A port in decimal digits without leading zeros.
    static func port(_ digits: some Collection<UInt8>) -> Int? {
        guard (1...5).contains(digits.count), digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
