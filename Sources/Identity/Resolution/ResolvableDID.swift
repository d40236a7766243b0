// SPDX-License-Identifier: Apache-2.0

public import XRPCCore

/// A DID whose method this software can resolve: did:plc, or did:web with a bare host (atproto.com/specs/did).
public struct ResolvableDID: Sendable, Hashable, CustomStringConvertible {
    /// The text, which is compared as it is.
    public let text: String
    let method: Method

    /// How a document is found.
    enum Method: Sendable, Hashable {
        /// In a directory, under the DID.
        case plc
        /// At a well-known path of the host.
        case web(WebOrigin)
    }

    /// Takes a DID of a supported method; nil for another method, a fragment, a path, or a host that is not public.
    ///
    /// Under ``NetworkReach/publicInternetAndLoopback`` `did:web:localhost%3A8080` is resolvable too.
    public init?(_ text: String, reach: NetworkReach) {
        guard let method = Self.method(text, reach) else { return nil }
        self.text = text
        self.method = method
    }

    /// Takes a DID of the general syntax; see ``init(_:reach:)-(String,_)``.
    public init?(_ did: DID, reach: NetworkReach) {
        self.init(did.rawValue, reach: reach)
    }

    /// The text.
    public var description: String { text }

    /// The name of the method, `plc` or `web`, for metrics.
    public var methodName: String {
        switch method {
        case .plc: "plc"
        case .web: "web"
        }
    }

    /// The origin of the host of a did:web; nil for other methods.
    public var webOrigin: WebOrigin? {
        switch method {
        case .plc: nil
        case .web(let origin): origin
        }
    }

    private static let plcPrefix = "did:plc:"
    private static let webPrefix = "did:web:"

    private static func method(_ text: String, _ reach: NetworkReach) -> Method? {
        if text.utf8.starts(with: plcPrefix.utf8) {
            return isPLC(text.utf8.dropFirst(plcPrefix.utf8.count)) ? .plc : nil
        }
        guard text.utf8.starts(with: webPrefix.utf8) else { return nil }
        let host = String(decoding: text.utf8.dropFirst(webPrefix.utf8.count), as: UTF8.self)
        if let name = HostName(host) { return .web(WebOrigin(host: name)) }
        guard case .publicInternetAndLoopback = reach else { return nil }
        return loopback(host).map(Method.web)
    }

    /// 24 characters of the base32 alphabet: `^did:plc:[a-z2-7]{24}$`.
    private static func isPLC(_ identifier: Substring.UTF8View) -> Bool {
        identifier.count == 24 && identifier.allSatisfy { (0x61...0x7A).contains($0) || (0x32...0x37).contains($0) }
    }

    private static func loopback(_ host: String) -> WebOrigin? {
        let prefix = "\(WebOrigin.loopbackHost)%3A"
        guard host.utf8.starts(with: prefix.utf8) else { return nil }
        return WebOrigin.port(host.utf8.dropFirst(prefix.utf8.count)).flatMap(WebOrigin.init(loopbackPort:))
    }
}
