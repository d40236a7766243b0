// SPDX-License-Identifier: Apache-2.0

import CRawVerify
import Foundation
import Identity
import JOSE
import XRPCCore

/// Times the check of a service-auth JWT (ES256K, document cached) beside one raw libsecp256k1 verification and parsing.
@main
struct ServiceCheck {
    static let rounds = 15
    static let iterations = 1000
    private static let did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
    private static let audience = "did:web:host.test#appview"
    private static let now = Date(timeIntervalSince1970: 1_750_000_000)

    enum Failure: Error { case setup }

    static func main() async throws {
        let key = try K256Key()
        let token = try key.token(did: did, audience: audience)
        let directory = IdentityDirectory(resolver: OneDocument(document: try key.document(did: did)))
        let verifier = ServiceAuthVerifier(policy: ServiceAuthPolicy(audiences: [audience]), identities: directory)
        guard let method = NSID(rawValue: "app.didpic.identity.mintWidgetToken") else { throw Failure.setup }
        let check: @Sendable () async throws -> Void = {
            _ = try await verifier.verify(UnverifiedServiceAuth(token.text), method: method, purpose: .effect, now: now)
        }
        try await check()
        guard token.verifyRaw() else { throw Failure.setup }
        var baseline: [Double] = []
        var whole: [Double] = []
        for _ in 0..<rounds {
            baseline.append(
                await measure {
                    _ = try? UnverifiedJWS(token.text, maximumBytes: 4096, algorithms: [.es256k])
                    _ = token.verifyRaw()
                })
            whole.append(await measure { try? await check() })
        }
        let ratio = median(zip(whole, baseline).map { $0 / $1 })
        print("raw libsecp256k1 and parsing     \(format(median(baseline))) µs")
        print("whole service-auth check         \(format(median(whole))) µs")
        print("ratio                            \(format(ratio))  (aim 1.50 or less)")
    }

    /// Microseconds of processor time for one call.
    static func measure(_ body: @Sendable () async -> Void) async -> Double {
        let start = clock()
        for _ in 0..<iterations { await body() }
        return Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1_000_000 / Double(iterations)
    }

    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    static func format(_ value: Double) -> String { String(format: "%7.2f", value) }
}

/// A directory of one account.
struct OneDocument: DIDResolving {
    let document: DIDDocument

    func resolve(_ did: ResolvableDID, priority: FetchPriority) async throws(ResolutionFailure) -> DIDDocument {
        document
    }
}

/// A secp256k1 key that signs.
struct K256Key {
    private let secret = [UInt8](repeating: 7, count: 32)
    private let compressed: [UInt8]

    init() throws {
        var point = [UInt8](repeating: 0, count: 33)
        guard raw_k256_public(secret, &point) == 1 else { throw ServiceCheck.Failure.setup }
        compressed = point
    }

    func document(did: String) throws -> DIDDocument {
        guard let key = PublicJWK(curve: .secp256k1, compressed: compressed) else { throw ServiceCheck.Failure.setup }
        let text = """
            {"id":"\(did)","verificationMethod":[{"id":"\(did)#atproto","type":"Multikey","controller":"\(did)",
            "publicKeyMultibase":"\(Multikey(key).multibase)"}]}
            """
        return try DIDDocument(Array(text.utf8), for: did, reach: .publicInternet)
    }

    func token(did: String, audience: String) throws -> K256Token {
        let header = Base64URL.encode(#"{"typ":"JWT","alg":"ES256K"}"#.utf8)
        let payload = Base64URL.encode(
            """
            {"iat":1750000000,"iss":"\(did)","aud":"\(audience)","exp":1750000060,\
            "lxm":"app.didpic.identity.mintWidgetToken","jti":"6f1d3a2b4c5d6e7f8091a2b3c4d5e6f7"}
            """.utf8)
        let digest = Libcrypto.sha256(Array("\(header).\(payload)".utf8))
        var signature = [UInt8](repeating: 0, count: 64)
        guard raw_k256_sign(secret, digest, &signature) == 1 else { throw ServiceCheck.Failure.setup }
        return K256Token(
            text: "\(header).\(payload).\(Base64URL.encode(signature))", compressed: compressed, signature: signature,
            message: Array("\(header).\(payload)".utf8))
    }
}

/// A token and what libsecp256k1 needs to check it.
struct K256Token {
    let text: String
    let compressed: [UInt8]
    let signature: [UInt8]
    let message: [UInt8]

    func verifyRaw() -> Bool { raw_k256_verify(compressed, signature, Libcrypto.sha256(message)) == 1 }
}
