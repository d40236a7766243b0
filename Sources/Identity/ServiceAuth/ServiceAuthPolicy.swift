// SPDX-License-Identifier: Apache-2.0

/// For whom service-auth tokens are accepted (atproto.com/specs/xrpc, "Inter-Service Authentication").
public struct ServiceAuthPolicy: Sendable {
    /// Whether a token may name the DID of the service without the service.
    public enum BareAudience: Sendable {
        /// `did:web:host.example` counts like `did:web:host.example#service`; PDSes still write it that way.
        case accepted
        /// Only the full name counts.
        case refused
    }

    /// The full names, each a DID, `#` and the name of the service; compared byte by byte with `aud`.
    public let audiences: [String]
    /// The names that are accepted in all.
    let accepted: Set<[UInt8]>

    /// How far past `exp` a token still works, in seconds, for clocks that differ.
    public static let expirySkewSeconds: Int64 = 5
    /// Seconds after `exp` for which a used token is remembered: the skew, and the time to handle a request.
    public static let retentionSeconds: Int64 = 60
    /// How far in the future `iat` may be, in seconds.
    public static let issuedFutureSeconds: Int64 = 60

    /// Makes a policy.
    ///
    /// - Parameters:
    ///   - audiences: the full names of this service.
    ///   - bareAudience: whether the DIDs in them count as well. A bare DID is a name of its own, not a pattern.
    public init(audiences: [String], bareAudience: BareAudience = .accepted) {
        self.audiences = audiences
        var accepted = Set(audiences.map { Array($0.utf8) })
        if case .accepted = bareAudience {
            for name in audiences { accepted.insert(Array(name.utf8.prefix { $0 != UInt8(ascii: "#") })) }
        }
        self.accepted = accepted
    }
}
