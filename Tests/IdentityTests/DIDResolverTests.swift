// SPDX-License-Identifier: Apache-2.0

import Identity
import JOSE
import Testing

@Suite struct DIDResolverTests {
    private static let primary = "https://plc.directory"
    private static let mirror = "https://plc.mirror.example.com"

    private static func resolver(_ fetcher: ScriptedFetcher, web: ScriptedFetcher = ScriptedFetcher()) throws
        -> DIDResolver
    {
        let directories = [primary, mirror].compactMap { WebOrigin($0, reach: .publicInternet) }
        return DIDResolver(directories: directories, directoryFetcher: fetcher, hostFetcher: web)
    }

    private static func found(_ text: String) -> Result<FetchedDocument, FetchFailure> {
        .success(FetchedDocument(bytes: Array(text.utf8), mediaType: nil))
    }

    private static func did(_ text: String) throws -> ResolvableDID {
        try #require(ResolvableDID(text, reach: .publicInternet))
    }

    @Test func thePlcDirectoryIsAskedUnderTheDID() async throws {
        let account = try Account()
        let fetcher = ScriptedFetcher(["\(Self.primary)/\(account.did)": Self.found(account.documentJSON)])
        let document = try await Self.resolver(fetcher).resolve(Self.did(account.did))
        #expect(document.signingKey == .success(account.key.publicKey))
        let request = try #require(fetcher.requests.first)
        #expect(fetcher.requests.count == 1)
        #expect(request.accept == "application/did+ld+json,application/json")
        #expect(request.shareOfTime == 0.5)
    }

    @Test func aWebDIDIsAtItsWellKnownPath() async throws {
        let account = try Account(did: "did:web:user.example.com")
        let web = ScriptedFetcher([
            "https://user.example.com/.well-known/did.json": Self.found(account.documentJSON)
        ])
        let directory = ScriptedFetcher()
        let document = try await Self.resolver(directory, web: web).resolve(Self.did(account.did))
        #expect(document.id == account.did)
        #expect(directory.requests.isEmpty)
    }

    @Test(arguments: FetchPriority.allCases) func whoIsAskedLearnsThePriority(priority: FetchPriority) async throws {
        for did in [Account.did, "did:web:user.example.com"] {
            let fetcher = ScriptedFetcher()
            _ = try? await Self.resolver(fetcher, web: fetcher).resolve(Self.did(did), priority: priority)
            #expect(fetcher.requests.map(\.priority) == [priority], "\(did)")
        }
    }

    @Test(arguments: [
        FetchFailure.status(500), .timedOut, .unreachable, .nameUnresolved, .overloaded, .status(429),
    ]) func theMirrorIsAskedWhereTheDirectoryDoesNotAnswer(failure: FetchFailure) async throws {
        let account = try Account()
        let fetcher = ScriptedFetcher([
            "\(Self.primary)/\(account.did)": .failure(failure),
            "\(Self.mirror)/\(account.did)": Self.found(account.documentJSON),
        ])
        _ = try await Self.resolver(fetcher).resolve(Self.did(account.did))
        fetcher.set("\(Self.mirror)/\(account.did)", .failure(failure))
        await #expect(throws: ResolutionFailure.unavailable(failure)) {
            try await Self.resolver(fetcher).resolve(Self.did(account.did))
        }
        #expect(fetcher.requests.count == 4)
    }

    @Test(arguments: [
        (FetchFailure.notFound, ResolutionFailure.notFound), (.redirected, .refused(.redirected)),
        (.tooLarge, .refused(.tooLarge)), (.addressRefused, .refused(.addressRefused)),
    ]) func anAnswerIsFinal(failure: FetchFailure, expected: ResolutionFailure) async throws {
        let fetcher = ScriptedFetcher(["\(Self.primary)/\(Account.did)": .failure(failure)])
        await #expect(throws: expected) { try await Self.resolver(fetcher).resolve(Self.did(Account.did)) }
        #expect(fetcher.requests.count == 1)
        #expect(!expected.isOutage)
    }

    @Test func theDocumentOfAnotherDIDIsRefused() async throws {
        let other = try Account(did: "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa")
        let fetcher = ScriptedFetcher(["\(Self.primary)/\(Account.did)": Self.found(other.documentJSON)])
        await #expect(throws: ResolutionFailure.invalid(.subjectMismatch)) {
            try await Self.resolver(fetcher).resolve(Self.did(Account.did))
        }
    }

    @Test func withoutADirectoryNoPlcResolves() async throws {
        let resolver = DIDResolver(
            directories: [], directoryFetcher: ScriptedFetcher(), hostFetcher: ScriptedFetcher())
        await #expect(throws: ResolutionFailure.unavailable(.unreachable)) {
            try await resolver.resolve(Self.did(Account.did))
        }
    }

    @Test func theWholeWayOverASocketInDevelopmentMode() async throws {
        let server = try await LoopbackServer.start { heard in
            let did = "did:web:localhost%3A\(heard.fields["host"]?.split(separator: ":").last ?? "")"
            let text = Account.documentJSON(did: did, multibase: MultikeyTests.secp256k1)
            return .init(body: Array(text.utf8))
        }
        let reach = NetworkReach.publicInternetAndLoopback
        let fetcher = PinnedFetcher(reach: reach, limits: .patient)
        let resolver = DIDResolver(directories: [], directoryFetcher: fetcher, hostFetcher: fetcher, reach: reach)
        let did = try #require(ResolvableDID("did:web:localhost%3A\(server.port)", reach: reach))
        let document = try await resolver.resolve(did)
        #expect(document.id == did.text)
        #expect(server.requests.map(\.path) == ["/.well-known/did.json"])
        try await server.stop()
    }

    @Test func failuresHaveFewAndDifferentNames() {
        let failures: [ResolutionFailure] = [
            .notFound, .invalid(.malformed), .refused(.redirected), .unavailable(.timedOut),
        ]
        #expect(
            failures.map(\.description) == [
                "not-found", "document-malformed", "refused-redirected", "unavailable-timed-out",
            ])
    }
}
