// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Foundation
import JOSE
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// An app and its widget as the host sees them: over HTTP, with keys of their own.
struct DemoClient {
    let origin: String
    private let key: P256PrivateKey
    private let http = HTTPClient.shared

    init(origin: String, key: P256PrivateKey) {
        self.origin = origin
        self.key = key
    }

    /// One exchange.
    struct Exchange {
        let verb: String
        let path: String
        let credentials: String
        let status: Int
        let body: String
        let nonce: String?

        /// The members of a JSON object body.
        var members: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any] ?? [:]
        }

        var error: String? { status >= 400 ? members["error"] as? String : nil }
    }

    /// A fresh DPoP proof.
    func proof(_ verb: String, url: String, accessToken: String?, nonce: String?) -> String {
        let header = #"{"typ":"dpop+jwt","alg":"ES256","jwk":\#(key.publicKey.canonicalForm)}"#
        var claims: [String: Any] = [
            "jti": Base64URL.encode(Libcrypto.randomBytes(12)), "htm": verb, "htu": url,
            "iat": Int(Date().timeIntervalSince1970),
        ]
        claims["ath"] = accessToken.map { Base64URL.encode(Libcrypto.sha256(Array($0.utf8))) }
        claims["nonce"] = nonce
        let payload = (try? JSONSerialization.data(withJSONObject: claims)) ?? Data()
        return JWSSigner(key: key).sign(header: header, payload: String(decoding: payload, as: UTF8.self)) ?? ""
    }

    /// Calls a method with a session.
    func call(
        _ verb: String, _ path: String, session: String, nonce: String?, proof given: String? = nil, body: String? = nil
    ) async throws -> Exchange {
        let url = origin + path.prefix { $0 != "?" }
        let proof = given ?? self.proof(verb, url: url, accessToken: session, nonce: nonce)
        return try await send(
            verb, origin + path, path, [("Authorization", "DPoP \(session)"), ("DPoP", proof)],
            credentials: nonce == nil ? "session, proof without a nonce" : "session, proof", body: body)
    }

    /// Calls a method with a widget token.
    func call(_ verb: String, _ path: String, widgetToken: String) async throws -> Exchange {
        try await send(
            verb, origin + path, path, [("Authorization", "Bearer \(widgetToken)")],
            credentials: "widget token \(widgetToken.prefix(8))…", body: nil)
    }

    /// Signs in at the trial authorization server.
    func signIn(at issuer: String, as did: String) async throws -> Exchange {
        let url = "\(issuer)/token"
        let proof = proof("POST", url: url, accessToken: nil, nonce: nil)
        return try await send("POST", "\(url)?sub=\(did)", "/token", [("DPoP", proof)], credentials: "proof", body: nil)
    }

    private func send(
        _ verb: String, _ url: String, _ path: String, _ fields: [(String, String)], credentials: String, body: String?
    ) async throws -> Exchange {
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: verb)
        for (name, value) in fields { request.headers.add(name: name, value: value) }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await http.execute(request, timeout: .seconds(10))
        let content = try await response.body.collect(upTo: 1 << 20)
        return Exchange(
            verb: verb, path: path, credentials: credentials, status: Int(response.status.code),
            body: String(buffer: content), nonce: response.headers.first(name: "DPoP-Nonce"))
    }
}
