// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
import JOSE

/// All session verifiers of a host; picks exactly one for each credential, by its scheme and its looks.
///
/// There is no second try: what the chosen verifier refuses stays refused.
public struct SessionVerifiers: SessionVerifier {
    private let dpop: DPoPSessions?
    private let serviceAuth: ServiceAuthSessions?
    private let metadata: ProtectedResourceMetadata?

    /// Puts the kinds together.
    ///
    /// - Parameters:
    ///   - dpop: sessions bound to a DPoP key.
    ///   - serviceAuth: service-auth JWTs, which a PDS sends when it forwards a call.
    ///   - metadata: what a client reads to find the authorization server.
    /// - Throws: ``HostStartupError`` where there is neither kind.
    public init(
        dpop: DPoPSessions?, serviceAuth: ServiceAuthSessions? = nil, metadata: ProtectedResourceMetadata? = nil
    ) throws(HostStartupError) {
        guard dpop != nil || serviceAuth != nil else {
            throw HostStartupError(
                setting: "issuer",
                problem: "no session is accepted; set it, introspection-url, entryway, pds-issuer or service-auth")
        }
        self.dpop = dpop
        self.serviceAuth = serviceAuth
        self.metadata = metadata
    }

    /// The proof algorithms, service auth, and the metadata, as far as they are there.
    public var offer: SessionOffer {
        SessionOffer(
            proofAlgorithms: dpop?.proofs.algorithms.map(\.rawValue) ?? [], acceptsServiceAuth: serviceAuth != nil,
            metadataURL: metadata?.url)
    }

    /// The document for clients that look for the authorization server.
    public var resourceMetadata: ProtectedResourceMetadata? { metadata }

    /// The lifetimes of the rules for proofs.
    public var proofLifetimes: ProofLifetimes? { dpop?.proofs.lifetimes }

    /// The nonce of the current minute.
    public func currentNonce(now: Date) -> String? { dpop?.proofs.nonces?.current(now: now) }

    /// Hands the credential to the one verifier for its kind.
    public func verify(_ presented: PresentedSession, now: Date) async throws(SessionRefusal) -> UnspentSession {
        switch presented.authorization.scheme {
        case .dpop:
            guard let dpop else { throw .session(Refusal(.credentialUnsupported)) }
            do {
                return try await dpop.verify(presented, now: now)
            } catch {
                throw .session(error)
            }
        case .bearer:
            guard let serviceAuth, !Self.isBound(presented.authorization.token) else {
                throw .session(Refusal(.bearerDowngrade))
            }
            do {
                return try await serviceAuth.verify(presented, now: now)
            } catch {
                throw .serviceAuth(error)
            }
        }
    }

    /// Whether a bearer is an access token or anything else that belongs to a key, which the scheme would drop.
    private static func isBound(_ token: String) -> Bool {
        let hints = UnverifiedTokenHints(token, maximumBytes: UnverifiedAccessToken.maximumBytes)
        return hints?.isBound == true || hints?.type == "at+jwt"
    }
}
