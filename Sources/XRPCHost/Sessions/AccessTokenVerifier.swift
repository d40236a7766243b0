// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation

/// Checks the access tokens of one authorization server; the proof that comes with a token is not its matter.
public protocol AccessTokenVerifier: Sendable {
    /// A name for logs, metrics and the audit trail, such as `local-as`.
    var name: String { get }

    /// The tokens that are this verifier's.
    ///
    /// No two verifiers of a host may share one, so that there is never a second try.
    var patterns: Set<AccessTokenPattern> { get }

    /// Checks a token.
    ///
    /// - Throws: `Refusal`; one with an `…-unavailable` reason where the answer depends on somebody who is silent.
    func verify(_ token: String, now: Date) async throws(Refusal) -> VerifiedAccessToken

    /// The origin of the PDS that a verified token was made for; nil where it may be for any PDS.
    func pds(of token: VerifiedAccessToken) -> String?
}

extension AccessTokenVerifier {
    /// Any PDS.
    public func pds(of token: VerifiedAccessToken) -> String? { nil }
}

/// A kind of access token, told by its looks.
public enum AccessTokenPattern: Sendable, Hashable, CustomStringConvertible {
    /// Anything but a compact JWS.
    case opaque
    /// A compact JWS whose `iss` is this.
    case issuer(String)

    /// The kind in words.
    public var description: String {
        switch self {
        case .opaque: "opaque tokens"
        case .issuer(let issuer): "tokens of \(issuer)"
        }
    }
}
