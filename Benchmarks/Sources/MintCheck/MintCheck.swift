// SPDX-License-Identifier: Apache-2.0

import CRawVerify
import DPoP
import Foundation
import JOSE

/// Times the whole check before a mint beside two raw libcrypto verifications: one key cached, one built each time.
@main
struct MintCheck {
    static let rounds = 15
    static let iterations = 1000

    static func main() throws {
        let party = try Party()
        try party.checkEverything()
        guard party.verifyRawTwice() else { throw Party.Failure.baseline }
        var raw: [Double] = []
        var whole: [Double] = []
        for _ in 0..<rounds {
            raw.append(measure { _ = party.verifyRawTwice() })
            whole.append(measure { try? party.checkEverything() })
        }
        let ratio = median(zip(whole, raw).map { $0 / $1 })
        print("two raw libcrypto verifications  \(format(median(raw))) µs")
        print("whole mint check                 \(format(median(whole))) µs")
        print("ratio                            \(format(ratio))  (aim 1.15 or less)")
    }

    /// Microseconds of processor time for one call.
    static func measure(_ body: () -> Void) -> Double {
        let start = clock()
        for _ in 0..<iterations { body() }
        return Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1_000_000 / Double(iterations)
    }

    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    static func format(_ value: Double) -> String { String(format: "%7.2f", value) }
}

/// A session with its proof, and the same two signatures for the baseline.
struct Party {
    enum Failure: Error { case key, baseline }

    private let now = Date(timeIntervalSince1970: 1_750_000_000)
    private let audience = "did:web:host.test#appview"
    private let issuer = "https://as.test"
    private let verifier: ProofVerifier
    private let call: ProvenCall
    private let token: String
    private let proof: String
    private let issuerKey: PublicJWK
    private let rawToken: RawSignature
    private let rawProof: RawSignature

    init() throws {
        guard let app = P256PrivateKey(), let server = P256PrivateKey(),
            let nonces = NonceIssuer(
                keys: [.init(id: 0, secret: [UInt8](repeating: 1, count: 32))], audience: audience),
            let target = HTTPTarget("https://host.test/xrpc/app.didpic.identity.mintWidgetToken")
        else { throw Failure.key }
        let claims = """
            {"iss":"\(issuer)","sub":"did:plc:ewvi7nxzyoun6zhxrhs64oiz","aud":"\(audience)","client_id":"https://app.test/client.json",\
            "jti":"tok-0123456789abcdef","iat":1750000000,"exp":1750000900,\
            "scope":"atproto rpc:*?aud=did:web:host.test%23appview","cnf":{"jkt":"\(app.publicKey.thumbprint)"}}
            """
        token =
            JWSSigner(key: server).sign(header: #"{"typ":"at+jwt","alg":"ES256","kid":"k1"}"#, payload: claims) ?? ""
        let hash = Base64URL.encode(Libcrypto.sha256(Array(token.utf8)))
        proof =
            JWSSigner(key: app).sign(
                header: #"{"typ":"dpop+jwt","alg":"ES256","jwk":\#(app.publicKey.canonicalForm)}"#,
                payload: """
                    {"jti":"k3j4h5k3j4h5","htm":"POST","htu":"\(target.normalized)","iat":1750000000,"ath":"\(hash)",\
                    "nonce":"\(nonces.current(now: now))"}
                    """) ?? ""
        verifier = ProofVerifier(nonces: nonces, audience: audience)
        call = ProvenCall(method: "POST", target: target, accessToken: token)
        issuerKey = server.publicKey
        rawToken = try RawSignature(token, key: server.publicKey)
        rawProof = try RawSignature(proof, key: app.publicKey)
    }

    /// What a host does before it mints, without storage.
    func checkEverything() throws {
        let screened = try verifier.screen(proof, for: call, now: now)
        let policy = AccessTokenPolicy(issuer: issuer, audiences: [audience])
        let verified = try UnverifiedAccessToken(token, policy: policy, now: now).verified(by: issuerKey)
        _ = try verifier.confirm(screened, boundTo: verified.thumbprint)
        guard verified.scopes.isSession,
            verified.scopes.permitsCall(of: "app.didpic.identity.mintWidgetToken", on: audience)
        else { throw Failure.key }
    }

    func verifyRawTwice() -> Bool { rawToken.verifyWithCachedKey() && rawProof.verifyWithNewKey() }
}

/// The signature of a token in the form that libcrypto takes.
final class RawSignature {
    private let point: [UInt8]
    private let message: [UInt8]
    private let signature: [UInt8]
    private let key: UnsafeMutableRawPointer

    init(_ token: String, key: PublicJWK) throws {
        let parts = token.split(separator: ".")
        guard parts.count == 3, let raw = Base64URL.decode(parts[2].utf8) else { throw Party.Failure.baseline }
        point = [0x04] + key.x + key.y
        message = Array("\(parts[0]).\(parts[1])".utf8)
        let integers = [raw[..<32], raw[32...]].map { half -> [UInt8] in
            var digits = Array(half.drop { $0 == 0 })
            if digits.first ?? 0x80 >= 0x80 { digits.insert(0, at: 0) }
            return [0x02, UInt8(digits.count)] + digits
        }
        signature = [0x30, UInt8(integers[0].count + integers[1].count)] + integers[0] + integers[1]
        guard let handle = raw_key(point) else { throw Party.Failure.baseline }
        self.key = handle
    }

    deinit { raw_key_free(key) }

    func verifyWithCachedKey() -> Bool { raw_verify(key, signature, signature.count, message, message.count) == 1 }

    func verifyWithNewKey() -> Bool {
        guard let fresh = raw_key(point) else { return false }
        defer { raw_key_free(fresh) }
        return raw_verify(fresh, signature, signature.count, message, message.count) == 1
    }
}
