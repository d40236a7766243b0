// SPDX-License-Identifier: Apache-2.0

public import DPoP
import XRPCCore

/// What a client reads to learn which authorization server this host trusts (RFC 9728 §2).
public struct ProtectedResourceMetadata: Sendable {
    /// Where the document is served, below the public origin.
    public static let path = "/.well-known/oauth-protected-resource"

    /// The URL of the document.
    public let url: String
    let document: LexValue

    /// Describes a host whose clients get their tokens from `issuer` and bind them to a DPoP key.
    public init(origin: HTTPTarget, issuer: String, proofAlgorithms: [String]) {
        url = origin.origin + Self.path
        document = .object([
            "resource": .string(origin.origin), "authorization_servers": .array([.string(issuer)]),
            "bearer_methods_supported": .array([.string("header")]),
            "dpop_signing_alg_values_supported": .array(proofAlgorithms.map(LexValue.string)),
            "dpop_bound_access_tokens_required": .bool(true),
            "scopes_supported": .array([.string("atproto")]),
        ])
    }
}
