// SPDX-License-Identifier: Apache-2.0

import Foundation
import Identity
import Testing

/// The chain from an account to the issuer of a token, each link broken in turn.
@Suite struct AccountVerifierTests {
    private static let pds = Account.pds
    private static let issuer = "https://auth.example.com"
    private static let resourceURL = "\(pds)/.well-known/oauth-protected-resource"
    private static let serverURL = "\(issuer)/.well-known/oauth-authorization-server"
    private static let resource = "{\"resource\":\"\(pds)\",\"authorization_servers\":[\"\(issuer)\"]}"
    private static let server = "{\"issuer\":\"\(issuer)\",\"protected_resources\":[\"\(pds)\"]}"

    private struct Chain {
        let resolver: ScriptedResolver
        let fetcher: ScriptedFetcher
        let verifier: AccountVerifier

        init() throws {
            resolver = ScriptedResolver(.success(try Account().document))
            fetcher = ScriptedFetcher([
                AccountVerifierTests.resourceURL: AccountVerifierTests.json(AccountVerifierTests.resource),
                AccountVerifierTests.serverURL: AccountVerifierTests.json(AccountVerifierTests.server),
            ])
            verifier = AccountVerifier(identities: IdentityDirectory(resolver: resolver), fetcher: fetcher)
        }

        func refusal(
            did: String = Account.did, issuer: String = AccountVerifierTests.issuer, now: Date = Account.start
        ) async -> AccountRefusal? {
            do throws(AccountRefusal) {
                _ = try await verifier.verify(did: did, issuer: issuer, now: now)
                return nil
            } catch {
                return error
            }
        }
    }

    private static func json(
        _ text: String, type: String? = "application/json"
    ) -> Result<FetchedDocument, FetchFailure> {
        .success(FetchedDocument(bytes: Array(text.utf8), mediaType: type))
    }

    @Test func aWholeChainHoldsAndIsRemembered() async throws {
        let chain = try Chain()
        let account = try await chain.verifier.verify(did: Account.did, issuer: Self.issuer, now: Account.start)
        #expect(account.pds.text == Self.pds)
        #expect(account.issuer == Self.issuer)
        #expect(account.did.text == Account.did)
        #expect(account.identity.document.id == Account.did)
        #expect(chain.fetcher.requests.map(\.url) == [Self.resourceURL, Self.serverURL])
        #expect(chain.fetcher.requests.allSatisfy { $0.accept == "application/json" })
        #expect(await chain.refusal(now: Account.start + 299) == nil)
        #expect(chain.fetcher.requests.count == 2)
        #expect(chain.resolver.count == 1)
        #expect(await chain.refusal(now: Account.start + 300) == nil)
        #expect(chain.fetcher.requests.count == 4)
    }

    @Test func theServerNeedNotListItsResources() async throws {
        let chain = try Chain()
        chain.fetcher.set(Self.serverURL, Self.json("{\"issuer\":\"\(Self.issuer)\"}"))
        #expect(await chain.refusal() == nil)
    }

    static let brokenDocuments: [(Result<String, ResolutionFailure>, AccountLink, AccountFlaw)] = [
        (.failure(.notFound), .document, .unresolved(.notFound)),
        (.failure(.invalid(.subjectMismatch)), .document, .unresolved(.invalid(.subjectMismatch))),
        (.failure(.unavailable(.timedOut)), .document, .unresolved(.unavailable(.timedOut))),
        (.success(DIDDocumentTests.document(services: [])), .pds, .pds(.pdsMissing)),
        (
            .success(DIDDocumentTests.document(services: [DIDDocumentTests.service(type: "\"x\"")])), .pds,
            .pds(.pdsType)
        ),
        (
            .success(DIDDocumentTests.document(services: [DIDDocumentTests.service(endpoint: "\"https://10.0.0.1\"")])),
            .pds, .pds(.pdsEndpoint)
        ),
    ]

    @Test(arguments: brokenDocuments) func aBrokenDocumentIsNamed(
        document: Result<String, ResolutionFailure>, link: AccountLink, flaw: AccountFlaw
    ) async throws {
        let chain = try Chain()
        switch document {
        case .failure(let failure): chain.resolver.set(.failure(failure))
        case .success(let text):
            chain.resolver.set(
                .success(try DIDDocument(Array(text.utf8), for: Account.did, reach: .publicInternet)))
        }
        #expect(await chain.refusal() == AccountRefusal(link, flaw))
        #expect(chain.fetcher.requests.isEmpty)
    }

    /// A PDS that was asked before goes first; one that nobody has heard of does not.
    @Test func theServersOfAKnownPDSAreAskedFirst() async throws {
        let chain = try Chain()
        for time in [Account.start, Account.start + 301] { #expect(await chain.refusal(now: time) == nil) }
        #expect(chain.fetcher.requests.map(\.priority) == [.discovery, .discovery, .renewal, .renewal])
    }

    private typealias Answer = Result<FetchedDocument, FetchFailure>

    private static let brokenResources: [(Answer, AccountFlaw)] = [
        (.failure(.notFound), .metadata(.notFound)), (.failure(.redirected), .metadata(.redirected)),
        (.failure(.addressRefused), .metadata(.addressRefused)), (.failure(.status(500)), .metadata(.status(500))),
        (json(resource, type: "text/html"), .metadataMalformed), (json(resource, type: nil), .metadataMalformed),
        (json("[]"), .metadataMalformed), (json(resource + "x"), .metadataMalformed),
        (json("{\"authorization_servers\":[\"\(issuer)\"]}"), .otherResource),
        (json("{\"resource\":\"\(pds)/\",\"authorization_servers\":[\"\(issuer)\"]}"), .otherResource),
        (
            json("{\"resource\":\"https://other.example.com\",\"authorization_servers\":[\"\(issuer)\"]}"),
            .otherResource
        ),
        (json("{\"resource\":\"\(pds)\"}"), .noSingleServer),
        (json("{\"resource\":\"\(pds)\",\"authorization_servers\":[]}"), .noSingleServer),
        (json("{\"resource\":\"\(pds)\",\"authorization_servers\":\"\(issuer)\"}"), .noSingleServer),
        (json("{\"resource\":\"\(pds)\",\"authorization_servers\":[\"\(issuer)\",\"\(pds)\"]}"), .noSingleServer),
        (json("{\"resource\":\"\(pds)\",\"authorization_servers\":[\"\(issuer)/\"]}"), .noSingleServer),
        (json("{\"resource\":\"\(pds)\",\"authorization_servers\":[\"http://auth.example.com\"]}"), .noSingleServer),
        (json("{\"resource\":\"\(pds)\",\"authorization_servers\":[\"https://127.0.0.1\"]}"), .noSingleServer),
        (json("{\"resource\":\"\(pds)\",\"authorization_servers\":[\"https://AUTH.example.com\"]}"), .noSingleServer),
    ]

    @Test func aBrokenResourceIsNamed() async throws {
        for (answer, flaw) in Self.brokenResources {
            let chain = try Chain()
            chain.fetcher.set(Self.resourceURL, answer)
            #expect(await chain.refusal() == AccountRefusal(.protectedResource, flaw))
            #expect(chain.fetcher.requests.count == 1)
        }
        #expect(Self.brokenResources.count == 19)
    }

    private static let brokenServers: [(Answer, AccountFlaw)] = [
        (.failure(.notFound), .metadata(.notFound)), (.failure(.timedOut), .metadata(.timedOut)),
        (json(server, type: "application/jose"), .metadataMalformed), (json("{"), .metadataMalformed),
        (json("{}"), .otherIssuer), (json("{\"issuer\":\"\(issuer)/\"}"), .otherIssuer),
        (json("{\"issuer\":\"\(pds)\"}"), .otherIssuer), (json("{\"issuer\":[\"\(issuer)\"]}"), .otherIssuer),
        (json("{\"issuer\":\"\(issuer)\",\"protected_resources\":[]}"), .resourceDisowned),
        (json("{\"issuer\":\"\(issuer)\",\"protected_resources\":[\"https://other.example.com\"]}"), .resourceDisowned),
        (json("{\"issuer\":\"\(issuer)\",\"protected_resources\":\"\(pds)\"}"), .resourceDisowned),
    ]

    @Test func aBrokenServerIsNamed() async throws {
        for (answer, flaw) in Self.brokenServers {
            let chain = try Chain()
            chain.fetcher.set(Self.serverURL, answer)
            #expect(await chain.refusal() == AccountRefusal(.authorizationServer, flaw))
        }
        #expect(Self.brokenServers.count == 11)
    }

    @Test(arguments: ["https://other.example.com", "\(issuer)/", "HTTPS://auth.example.com", "", pds])
    func aTokenOfAnotherIssuerIsNamed(issuer: String) async throws {
        let chain = try Chain()
        #expect(await chain.refusal(issuer: issuer) == AccountRefusal(.token, .otherTokenIssuer))
    }

    @Test(arguments: ["did:key:\(MultikeyTests.p256)", "did:web:localhost", "\(Account.did)#x", ""])
    func anUnsupportedSubjectIsNamed(did: String) async throws {
        let chain = try Chain()
        #expect(await chain.refusal(did: did) == AccountRefusal(.document, .unsupportedDID))
    }

    @Test func everyOneOfTheFiveLinksIsReachable() {
        #expect(AccountLink.allCases.count == 5)
        let named = Set(Self.brokenDocuments.map(\.1)).union([.protectedResource, .authorizationServer, .token])
        #expect(named == Set(AccountLink.allCases))
    }

    @Test func anOutageIsToldFromARefusal() async throws {
        #expect(AccountRefusal(.document, .unresolved(.unavailable(.timedOut))).isOutage)
        #expect(AccountRefusal(.protectedResource, .metadata(.status(502))).isOutage)
        #expect(!AccountRefusal(.protectedResource, .metadata(.notFound)).isOutage)
        #expect(!AccountRefusal(.document, .unresolved(.notFound)).isOutage)
        let chain = try Chain()
        #expect(await chain.refusal() == nil)
        chain.fetcher.set(Self.resourceURL, .failure(.unreachable))
        #expect(await chain.refusal(now: Account.start + 3600) == nil)
        #expect(await chain.refusal(now: Account.start + 3601)?.isOutage == true)
    }

    @Test func aMigratedAccountLeavesItsOldPDS() async throws {
        let chain = try Chain()
        #expect(await chain.refusal() == nil)
        let moved = DIDDocumentTests.document(services: [
            DIDDocumentTests.service(endpoint: "\"https://new.example.com\"")
        ])
        chain.resolver.set(.success(try DIDDocument(Array(moved.utf8), for: Account.did, reach: .publicInternet)))
        #expect(
            await chain.refusal(now: Account.start + 300)
                == AccountRefusal(.protectedResource, .metadata(.notFound)))
    }
}
