// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOSSL
import Synchronization
import Testing

@testable import Identity

/// The address of a connection is chosen by us; who answers there must still prove that the name is theirs.
@Suite struct PinnedTLSTests {
    private static let address = "127.0.0.1"
    private static let body = Array(#"{"id":"did:web:pds.example.com"}"#.utf8)

    /// The names that clients have asked for.
    private final class Names: Sendable {
        let heard = Mutex<[String?]>([])
    }

    private static func context(_ certificate: String, _ names: Names = Names()) throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map(NIOSSLCertificateSource.certificate)
        let key = try NIOSSLPrivateKey(bytes: Array(TestCertificates.key.utf8), format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(key))
        configuration.sslContextCallback = { values, promise in
            names.heard.withLock { $0.append(values.serverHostname) }
            promise.succeed(NIOSSLContextConfigurationOverride())
        }
        return try NIOSSLContext(configuration: configuration)
    }

    /// Asks `pds.example.com` for a document, at a server with this context.
    private static func fetch(
        from context: NIOSSLContext?, times: Int = 1, trusting roots: String = TestCertificates.root
    ) async throws -> (documents: [FetchedDocument], server: LoopbackServer) {
        let server = try await LoopbackServer.start(tls: context) { _ in .init(body: body) }
        let transport = HTTPClientTransport(
            userAgent: "test",
            privateTLS: .init(trustRoots: try NIOSSLCertificate.fromPEMBytes(Array(roots.utf8)), port: server.port))
        let request = FetchRequest(
            origin: WebOrigin(host: try #require(HostName("pds.example.com"))), path: "/x", accept: "*/*")
        var documents: [FetchedDocument] = []
        for _ in 0..<times {
            let response = try await transport.get(
                request, at: try #require(AddressTests.address(address)),
                limits: TransportLimits(connect: .seconds(20), maximumBytes: 1000))
            documents.append(FetchedDocument(bytes: response.body, mediaType: response.contentType))
        }
        return (documents, server)
    }

    @Test func theRightNameByATrustedRootIsBelieved() async throws {
        let names = Names()
        let (documents, server) = try await Self.fetch(
            from: try Self.context(TestCertificates.good, names), times: 3)
        #expect(documents.map(\.bytes) == [Self.body, Self.body, Self.body])
        #expect(server.connections == 1, "a connection is used again")
        #expect(names.heard.withLock { $0 } == ["pds.example.com"])
        #expect(server.requests.allSatisfy { $0.fields["host"] == "pds.example.com:\(server.port)" })
        try await server.stop()
    }

    private static let refused = [
        ("another name", TestCertificates.otherName), ("an unknown root", TestCertificates.unknownRoot),
        ("past its time", TestCertificates.expired),
    ]

    @Test(arguments: refused) func aCertificateThatProvesNothingIsNotBelieved(
        _: String, certificate: String
    ) async throws {
        let heard = Names()
        let context = try Self.context(certificate, heard)
        await #expect(throws: (any Error).self) { try await Self.fetch(from: context) }
        #expect(heard.heard.withLock { $0.count } > 0, "the server was asked")
    }

    @Test func anotherRootDoesNotVouch() async throws {
        let context = try Self.context(TestCertificates.good)
        await #expect(throws: NIOSSLError.self) {
            try await Self.fetch(from: context, trusting: TestCertificates.unknownRoot)
        }
    }

    @Test func aServerWithoutTLSIsNotAskedAnything() async throws {
        await #expect(throws: (any Error).self) { try await Self.fetch(from: nil) }
    }
}
