// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HTTPTypes
import Hummingbird
import JOSE
import Logging
import NIOCore

/// An authorization server for trying things out: it signs in whoever asks.
///
/// Only `demo` can start it, on loopback.
///
/// `GET /jwks` gives its key; `POST /token?sub=<did>` with a DPoP proof gives an access token bound to the proof's key.
struct TrialAuthorizationServer: Sendable {
    let issuer: String
    let audience: String
    private let key: P256PrivateKey
    private let proofs: ProofVerifier
    private static let keyID = "trial"
    private static let lifetime = 900

    init(issuer: String, audience: String, key: P256PrivateKey) {
        self.issuer = issuer
        self.audience = audience
        self.key = key
        proofs = ProofVerifier(nonces: nil, audience: issuer)
    }

    /// The server as a service.
    ///
    /// - Parameter onListening: is told the port.
    func application(
        port: Int, onListening: @escaping @Sendable (Int) async -> Void
    ) -> some ApplicationProtocol {
        let router = Router()
        router.get("jwks") { _, _ in Self.json(keySet) }
        router.post("token") { request, _ in
            do {
                return Self.json(try token(for: request))
            } catch {
                return Response(status: .badRequest, body: .init(byteBuffer: ByteBuffer(string: "\(error)")))
            }
        }
        return Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "trial-as") { _ in SwiftLogNoOpLogHandler() })
    }

    private var keySet: String {
        let members = key.publicKey.canonicalForm.dropLast()
        return #"{"keys":[\#(members),"alg":"ES256","use":"sig","kid":"\#(Self.keyID)"}]}"#
    }

    private func token(for request: Request) throws -> String {
        guard let subject = request.uri.queryParameters.get("sub"), subject.hasPrefix("did:"),
            let target = HTTPTarget("\(issuer)/token"), let proofName = HTTPField.Name("DPoP"),
            let proof = request.headers[proofName]
        else { throw Refusal(.proofMissing) }
        let call = ProvenCall(method: "POST", target: target, accessToken: nil)
        let now = Date()
        let verified = try proofs.confirmUnbound(try proofs.screen(proof, for: call, now: now))
        let issued = Int(now.timeIntervalSince1970)
        let claims: [String: Any] = [
            "iss": issuer, "sub": subject, "aud": audience, "client_id": "\(issuer)/client.json",
            "jti": Base64URL.encode(Libcrypto.randomBytes(16)), "iat": issued, "exp": issued + Self.lifetime,
            "scope": "atproto rpc:*?aud=\(audience.replacing("#", with: "%23"))",
            "cnf": ["jkt": verified.thumbprint],
        ]
        let payload = try JSONSerialization.data(withJSONObject: claims)
        let header = #"{"typ":"at+jwt","alg":"ES256","kid":"\#(Self.keyID)"}"#
        guard let token = JWSSigner(key: key).sign(header: header, payload: String(decoding: payload, as: UTF8.self))
        else { throw Refusal(.issuerKeysUnavailable) }
        return #"{"access_token":"\#(token)","token_type":"DPoP","expires_in":\#(Self.lifetime)}"#
    }

    private static func json(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
