// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HostTestSupport
import JOSE
import StrictJSON

/// Decides a case of the corpus as a host does: header lines, proof, token, binding, signature, scope, single use.
struct VectorServer {
    private let policy: AccessTokenPolicy
    private let keys: JWKSet
    private let proofs: ProofVerifier
    private let service: String
    private let isTokenEndpoint: Bool

    /// Reads a configuration of the corpus; nil where it has another form.
    init?(_ configuration: JSONObject) {
        guard let issuer = configuration["issuer"]?.string, let service = configuration["service"]?.string,
            let published = configuration["issuerKeys"], let keys = try? JWKSet(Array(published.text.utf8))
        else { return nil }
        policy = AccessTokenPolicy(
            issuer: issuer, audiences: configuration["audiences"]?.array?.compactMap(\.string) ?? [],
            algorithms: Set(Self.algorithms(configuration["tokenAlgorithms"])),
            maximumAgeSeconds: configuration["maximumTokenAgeSeconds"]?.integer)
        self.keys = keys
        self.service = service
        isTokenEndpoint = configuration["endpoint"]?.string == "token"
        proofs = ProofVerifier(
            algorithms: Self.algorithms(configuration["proofAlgorithms"]),
            nonces: configuration["nonces"]?.object.flatMap(Self.nonces), audience: service)
    }

    private static func algorithms(_ value: JSONValue?) -> [SignatureAlgorithm] {
        value?.array?.compactMap { $0.string.flatMap { SignatureAlgorithm(exactly: $0) } } ?? []
    }

    private static func nonces(_ ring: JSONObject) -> NonceIssuer? {
        let keys = ring["keys"]?.array?.compactMap { value -> NonceIssuer.Key? in
            guard let id = value.object?["id"]?.integer, let secret = value.object?["secret"]?.string else {
                return nil
            }
            return NonceIssuer.Key(id: UInt8(id), secret: bytes(ofHexadecimal: secret))
        }
        return NonceIssuer(keys: keys ?? [], audience: ring["audience"]?.string ?? "")
    }

    static func bytes(ofHexadecimal text: String) -> [UInt8] {
        let digits = Array(text.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }

    /// `accepted` or the code of the refusal.
    func result(of test: VectorCase) -> String {
        do throws(Refusal) {
            let proof = try verify(test)
            let store = InMemoryReplayStore()
            for entry in test.used {
                let key = ReplayKey(
                    purpose: "dpop", audience: service, thumbprint: entry["thumbprint"]?.string ?? "",
                    id: entry["id"]?.string ?? "")
                let used = ReplayReservation(key: key, owner: "used", until: proof.reservation.until)
                _ = store.reserve(used, now: test.clock, at: .now)
            }
            let outcome = store.reserve(proof.reservation, now: test.clock, at: .now)
            return outcome.refusal?.rawValue ?? "accepted"
        } catch {
            return error.reason.rawValue
        }
    }

    private func verify(_ test: VectorCase) throws(Refusal) -> VerifiedProof {
        let token = try isTokenEndpoint ? nil : accessToken(test)
        guard let text = test.proofs.first else { throw Refusal(.proofMissing) }
        guard test.proofs.count == 1, !text.utf8.contains(UInt8(ascii: ",")) else { throw Refusal(.proofRepeated) }
        guard let target = HTTPTarget(test.url) else { throw Refusal(.proofTargetMalformed) }
        let call = ProvenCall(method: test.method, target: target, accessToken: token)
        let screened = try proofs.screen(text, for: call, now: test.clock)
        guard let token else { return try proofs.confirmUnbound(screened) }
        let verified = try verifiedToken(token, now: test.clock)
        let proof = try proofs.confirm(screened, boundTo: verified.thumbprint)
        guard verified.scopes.isSession, verified.scopes.permitsCall(of: test.nsid, on: service) else {
            throw Refusal(.scopeMissing)
        }
        return proof
    }

    private func accessToken(_ test: VectorCase) throws(Refusal) -> String {
        guard let field = try AuthorizationField(lines: test.authorization) else { throw Refusal(.credentialsMissing) }
        guard field.scheme == .dpop else { throw Refusal(.bearerDowngrade) }
        return field.token
    }

    private func verifiedToken(_ text: String, now: Date) throws(Refusal) -> VerifiedAccessToken {
        let token = try UnverifiedAccessToken(text, policy: policy, now: now)
        guard let key = keys.key(id: token.keyID, for: token.algorithm) else { throw Refusal(.tokenKeyUnknown) }
        return try token.verified(by: key)
    }
}
