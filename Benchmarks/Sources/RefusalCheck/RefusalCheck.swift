// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import JOSE

/// Times how soon malformed proofs are refused.
@main
struct RefusalCheck {
    private static let rounds = 15
    private static let iterations = 2000

    static func main() throws {
        guard let app = P256PrivateKey(), let target = HTTPTarget("https://host.test/xrpc/a.b.c") else { return }
        let header = #"{"typ":"dpop+jwt","alg":"ES256","jwk":\#(app.publicKey.canonicalForm)}"#
        let claims = #"{"jti":"k3j4h5","htm":"POST","htu":"https://host.test/xrpc/a.b.c","iat":1750000000}"#
        let good = JWSSigner(key: app).sign(header: header, payload: claims) ?? ""
        let verifier = ProofVerifier(nonces: nil, audience: "a")
        let call = ProvenCall(method: "POST", target: target, accessToken: nil)
        let now = Date(timeIntervalSince1970: 1_750_000_000)
        let malformed: [(name: String, text: String)] = [
            ("4,097 bytes", String(repeating: "a", count: 4097)),
            ("one part", good.replacing(".", with: "")), ("padding", good + "="),
            ("no JSON", "YQ." + good.dropFirst(3)),
            ("deep JSON", Base64URL.encode(String(repeating: "[", count: 2000).utf8) + ".e30.AA"),
            ("other typ", resigned(header.replacing("dpop+jwt", with: "JWT"), claims, app)),
            ("a private key", resigned(header.replacing(#""kty""#, with: #""d":"AA","kty""#), claims, app)),
            ("no jti", resigned(header, claims.replacing("jti", with: "jtx"), app)),
            ("other URL", resigned(header, claims.replacing("a.b.c", with: "a.b.d"), app)),
        ]
        print("malformed proofs, refused after (aim 20 µs or less at the median):")
        for (name, text) in malformed {
            let times = (0..<rounds).map { _ in
                measure { _ = try? verifier.screen(text, for: call, now: now) }
            }
            print(
                "  \(name.padding(toLength: 15, withPad: " ", startingAt: 0)) \(String(format: "%7.2f", times.sorted()[rounds / 2])) µs"
            )
        }
    }

    private static func resigned(_ header: String, _ claims: String, _ key: P256PrivateKey) -> String {
        JWSSigner(key: key).sign(header: header, payload: claims) ?? ""
    }

    /// Microseconds of processor time for one call.
    private static func measure(_ body: () -> Void) -> Double {
        let start = clock()
        for _ in 0..<iterations { body() }
        return Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1_000_000 / Double(iterations)
    }
}
