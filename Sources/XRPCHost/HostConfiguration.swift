// SPDX-License-Identifier: Apache-2.0

public import DPoP
import XRPCCore

/// What a host must know about itself; there is no default for who it is.
public struct HostConfiguration: Sendable {
    /// The origin that clients call, such as `https://api.example.com`.
    ///
    /// Proofs are checked against it, never against `Host`.
    public var publicOrigin: HTTPTarget
    /// The DID of the service with its fragment, such as `did:web:api.example.com#appview`.
    public var serviceDID: String
    /// The longest JSON body in bytes.
    public var maximumBodyBytes: Int
    /// The version that `/xrpc/_health` reports.
    public var version: String

    /// Makes a configuration.
    ///
    /// - Parameters:
    ///   - publicOrigin: an https origin; http is for loopback only.
    ///   - serviceDID: a DID with a fragment.
    ///   - maximumBodyBytes: 1 to 1,048,576; the default is 153,600 (150 KiB).
    /// - Throws: ``HostStartupError`` naming the setting that is wrong.
    public init(
        publicOrigin: String, serviceDID: String, maximumBodyBytes: Int = 153_600, version: String = "0.1.0"
    ) throws(HostStartupError) {
        guard let target = HTTPTarget(publicOrigin), target.normalized == target.origin + "/",
            !publicOrigin.contains("?"), !publicOrigin.contains("#")
        else {
            throw HostStartupError(
                setting: "public-origin", problem: "must be an origin such as https://api.example.com, without a path")
        }
        guard target.scheme == "https" || Self.loopbackHosts.contains(target.host) else {
            throw HostStartupError(setting: "public-origin", problem: "must be https unless the host is loopback")
        }
        try Self.check(serviceDID: serviceDID)
        guard (1...1_048_576).contains(maximumBodyBytes) else {
            throw HostStartupError(setting: "maximum-body-bytes", problem: "must be between 1 and 1048576")
        }
        self.publicOrigin = target
        self.serviceDID = serviceDID
        self.maximumBodyBytes = maximumBodyBytes
        self.version = version
    }

    /// Checks that a text names a service.
    ///
    /// - Throws: ``HostStartupError`` where it is not a DID with a fragment of letters, digits, `-` and `_`.
    public static func check(serviceDID: String) throws(HostStartupError) {
        let parts = serviceDID.split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count == 2, DID(rawValue: String(parts[0])) != nil, !parts[1].isEmpty,
            parts[1].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        else {
            throw HostStartupError(
                setting: "service-did", problem: "must be a DID with a fragment, such as did:web:example.com#appview")
        }
    }

    /// The same URL, where it is https or, on loopback, http.
    ///
    /// - Throws: ``HostStartupError`` naming `setting` for any other text.
    public static func secureURL(_ url: String, setting: String) throws(HostStartupError) -> String {
        guard let target = HTTPTarget(url), target.scheme == "https" || loopbackHosts.contains(target.host) else {
            throw HostStartupError(setting: setting, problem: "must be an https URL")
        }
        return url
    }

    /// The hosts for which plain http is allowed.
    public static let loopbackHosts: Set<String> = ["localhost", "127.0.0.1", "[::1]"]
}
