// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
public import DPoP
public import Foundation
import Identity
import JOSE
import NIOCore
import NIOHTTP1

/// Verifies access tokens by asking their authorization server (RFC 7662).
///
/// An answer that a token is active serves for at most 30 s and never beyond the token's end. A refusal or a failure is
/// never kept.
public final class IntrospectionVerifier: AccessTokenVerifier {
    /// How long an answer may serve, in seconds.
    public static let cacheSeconds: TimeInterval = 30

    /// How the host signs in at the endpoint (RFC 6749 §2.3.1).
    public struct ClientCredentials: Sendable, CustomStringConvertible, CustomReflectable {
        fileprivate let id: String
        fileprivate let secret: String

        /// Takes an id and a secret, which are sent with the Basic scheme.
        public init(id: String, secret: String) {
            self.id = id
            self.secret = secret
        }

        /// Never shows the secret.
        public var description: String { "ClientCredentials(\(id))" }
        /// Nothing to reflect.
        public var customMirror: Mirror { Mirror(self, children: [:]) }
    }

    private let endpoint: String
    private let authorization: String
    private let policy: AccessTokenPolicy
    private let client = OutboundClient()
    private let answers = AnswerCache<[UInt8], VerifiedAccessToken, Refusal>(capacity: 10_000)

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - endpoint: the https URL of the introspection endpoint; http is for loopback only.
    ///   - credentials: the host's own client at the authorization server.
    ///   - policy: the issuer and the audiences.
    /// - Throws: ``HostStartupError`` where the URL is neither.
    public init(
        endpoint: String, credentials: ClientCredentials, policy: AccessTokenPolicy
    ) throws(HostStartupError) {
        self.endpoint = try HostConfiguration.secureURL(endpoint, setting: "introspection-url")
        self.policy = policy
        let pair = Self.formEncoded(credentials.id) + ":" + Self.formEncoded(credentials.secret)
        authorization = "Basic " + Data(pair.utf8).base64EncodedString()
    }

    /// `introspection`.
    public var name: String { "introspection" }
    /// Opaque tokens, and the issuer's signed ones.
    public var patterns: Set<AccessTokenPattern> { [.opaque, .issuer(policy.issuer)] }

    /// Asks, unless the answer of less than 30 s ago still serves.
    public func verify(_ text: String, now: Date) async throws(Refusal) -> VerifiedAccessToken {
        let key = Libcrypto.sha256(Array(text.utf8))
        return try await answers.value(for: key, now: now) { [self] priority throws(Refusal) in
            let answer = try await answer(about: text, priority)
            let token = try IntrospectionAnswer.token(answer, policy: policy, now: now)
            return .init(value: token, until: min(token.expiresAt, now.addingTimeInterval(Self.cacheSeconds)))
        }
    }

    private func answer(about token: String, _ priority: FetchPriority) async throws(Refusal) -> [UInt8] {
        var request = HTTPClientRequest(url: endpoint)
        request.method = .POST
        request.headers.add(name: "Authorization", value: authorization)
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        let form = "token=\(Self.formEncoded(token))&token_type_hint=access_token"
        request.body = .bytes(ByteBuffer(string: form))
        do {
            return try await client.body(
                of: request, maximumBytes: IntrospectionAnswer.maximumBytes, priority: priority)
        } catch {
            throw Refusal(.introspectionUnavailable, detail: "\(error)")
        }
    }

    /// `application/x-www-form-urlencoded` with everything escaped that is not unreserved.
    private static func formEncoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(UnicodeScalar(byte))
            default:
                result += byte < 16 ? "%0" : "%"
                result += String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
