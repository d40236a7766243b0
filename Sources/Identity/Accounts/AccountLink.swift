// SPDX-License-Identifier: Apache-2.0

/// The five links between an account and the issuer of a token for it (atproto.com/specs/oauth, "Identity
/// Authentication").
///
/// An authorization server could otherwise name any account as the subject of its tokens.
public enum AccountLink: String, Sendable, CaseIterable {
    /// The DID resolves to a document about itself.
    case document = "did-to-document"
    /// The document names a PDS.
    case pds = "document-to-pds"
    /// The PDS says of itself which one authorization server it trusts (RFC 9728 §3).
    case protectedResource = "pds-to-authorization-server"
    /// That server says of itself that it is that issuer, and does not disown the PDS (RFC 8414 §3.3).
    case authorizationServer = "authorization-server-to-issuer"
    /// That issuer is the one of the token.
    case token = "issuer-to-token"
}

/// Why a link does not hold.
public enum AccountFlaw: Sendable, Equatable, CustomStringConvertible {
    /// The DID is not of a method that can be resolved.
    case unsupportedDID
    /// The DID has no document at the moment.
    case unresolved(ResolutionFailure)
    /// The document names no PDS, or not properly.
    case pds(DIDDocumentFlaw)
    /// The metadata cannot be had.
    case metadata(FetchFailure)
    /// The metadata is not a JSON object of the media type `application/json`.
    case metadataMalformed
    /// `resource` is not the origin of the PDS.
    case otherResource
    /// `authorization_servers` is not one origin.
    case noSingleServer
    /// `issuer` of the authorization server is not its own origin.
    case otherIssuer
    /// `protected_resources` of the authorization server leaves out the PDS.
    case resourceDisowned
    /// The token comes from another issuer.
    case otherTokenIssuer

    /// A word or two for logs and metrics; few different ones.
    public var description: String {
        switch self {
        case .unsupportedDID: "unsupported-did"
        case .unresolved(let failure): failure.description
        case .pds(let flaw): flaw.rawValue
        case .metadata(let failure): "metadata-\(failure)"
        case .metadataMalformed: "metadata-malformed"
        case .otherResource: "other-resource"
        case .noSingleServer: "no-single-server"
        case .otherIssuer: "other-issuer"
        case .resourceDisowned: "resource-disowned"
        case .otherTokenIssuer: "other-token-issuer"
        }
    }
}

/// A broken link between an account and an issuer.
public struct AccountRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// The first link that does not hold.
    public let link: AccountLink
    /// Why it does not.
    public let flaw: AccountFlaw

    /// Makes a refusal.
    public init(_ link: AccountLink, _ flaw: AccountFlaw) {
        self.link = link
        self.flaw = flaw
    }

    /// What the refusal tells about the account.
    public var kind: LookupFailureKind {
        switch flaw {
        case .unresolved(let failure): failure.kind
        case .metadata(let failure): failure.kind
        case .unsupportedDID, .pds, .metadataMalformed, .otherResource, .noSingleServer, .otherIssuer,
            .resourceDisowned, .otherTokenIssuer:
            .answer
        }
    }

    /// Whether a server did not answer, so that nothing is known about the account: 503 and not 401.
    public var isOutage: Bool { kind != .answer }

    /// The link and the flaw.
    public var description: String { "\(link.rawValue): \(flaw)" }
}

extension AccountRefusal: LookupFailure {}
