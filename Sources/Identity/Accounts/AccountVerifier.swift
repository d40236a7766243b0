// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// Where an account lives and who may issue tokens for it.
public struct VerifiedAccount: Sendable {
    /// The DID.
    public let did: ResolvableDID
    /// The origin of its PDS.
    public let pds: WebOrigin
    /// The issuer that the PDS trusts, as the token spells it.
    public let issuer: String
    /// The DID document behind it.
    public let identity: ResolvedIdentity
}

/// Checks that the issuer of a token may speak for the account that the token is about.
///
/// The chain goes from the DID over its document and its PDS to the authorization server (``AccountLink``). What PDSes
/// and authorization servers say is kept like DID documents are: fresh for 5 minutes, up to 1 hour in an outage.
public struct AccountVerifier: Sendable {
    private let identities: any IdentitySource
    private let servers: CachedLookup<WebOrigin, WebOrigin, AccountRefusal>
    private let reach: NetworkReach

    /// Makes a verifier with an empty cache.
    ///
    /// - Parameters:
    ///   - identities: gives DID documents.
    ///   - fetcher: fetches metadata from the servers that documents name.
    ///   - reach: whether those servers may be on this machine.
    ///   - capacity: the PDSes whose authorization server is remembered.
    public init(
        identities: any IdentitySource, fetcher: any DocumentFetcher, reach: NetworkReach = .publicInternet,
        capacity: Int = 10_000
    ) {
        self.identities = identities
        self.reach = reach
        servers = CachedLookup(capacity: capacity) { pds, priority in
            await Self.authorizationServer(of: pds, MetadataSource(fetcher: fetcher, priority: priority), reach)
        }
    }

    /// Follows the chain from the subject of a token to its issuer.
    ///
    /// - Parameters:
    ///   - did: `sub` of the token.
    ///   - issuer: `iss` of the token.
    ///   - now: the present.
    /// - Throws: ``AccountRefusal`` with the first link that does not hold.
    public func verify(
        did text: String, issuer: String, now: Date
    ) async throws(AccountRefusal) -> VerifiedAccount {
        guard let did = ResolvableDID(text, reach: reach) else { throw AccountRefusal(.document, .unsupportedDID) }
        let identity = try await identity(of: did, now)
        let pds: WebOrigin
        do {
            pds = try identity.document.pds.get()
        } catch {
            throw AccountRefusal(.pds, .pds(error))
        }
        let server = try await servers.value(for: pds, use: .credential, now: now).value
        guard server.text.utf8.elementsEqual(issuer.utf8) else { throw AccountRefusal(.token, .otherTokenIssuer) }
        return VerifiedAccount(did: did, pds: pds, issuer: issuer, identity: identity)
    }

    private func identity(of did: ResolvableDID, _ now: Date) async throws(AccountRefusal) -> ResolvedIdentity {
        do {
            return try await identities.identity(of: did, use: .credential, now: now)
        } catch {
            throw AccountRefusal(.document, .unresolved(error))
        }
    }

    /// The authorization server of a PDS, by what both say of themselves.
    private static func authorizationServer(
        of pds: WebOrigin, _ source: MetadataSource, _ reach: NetworkReach
    ) async -> Result<WebOrigin, AccountRefusal> {
        do throws(AccountRefusal) {
            let resource = try await source.document(ServerMetadata.resourcePath, of: pds, .protectedResource)
            let server = try ServerMetadata.authorizationServer(in: resource, of: pds, reach: reach)
            let issuer = try await source.document(ServerMetadata.serverPath, of: server, .authorizationServer)
            try ServerMetadata.check(issuer, of: server, for: pds)
            return .success(server)
        } catch {
            return .failure(error)
        }
    }
}

/// Fetches what servers say of themselves; the two documents of a chain share the time of one request.
private struct MetadataSource {
    let fetcher: any DocumentFetcher
    let priority: FetchPriority

    func document(
        _ path: String, of origin: WebOrigin, _ link: AccountLink
    ) async throws(AccountRefusal) -> FetchedDocument {
        do {
            return try await fetcher.fetch(
                FetchRequest(
                    origin: origin, path: path, accept: ServerMetadata.accept, priority: priority, shareOfTime: 0.5))
        } catch {
            throw AccountRefusal(link, .metadata(error))
        }
    }
}
