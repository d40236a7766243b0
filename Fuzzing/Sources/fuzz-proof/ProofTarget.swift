// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import FuzzSupport
import JOSE
import SignedTexts

private let known = SignedTexts()
private let now = Date(timeIntervalSince1970: 1_750_000_000)
private let audience = "did:web:host.test#appview"
private let nonces = NonceIssuer(
    keys: [NonceIssuer.Key(id: 1, secret: [UInt8](repeating: 9, count: 32))], audience: audience)
private let verifiers = [
    ProofVerifier(nonces: nonces, audience: audience), ProofVerifier(nonces: nil, audience: audience),
]
private let target = HTTPTarget("https://host.test/xrpc/app.example.widget.mint")

/// Reads the input as a proof for the request of the corpus; only proofs of the corpus and their twins are accepted.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzProof(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: input(start, count), as: UTF8.self)
    check(known.count > 500 && nonces != nil, "the corpus is not there")
    guard let target else { return 0 }
    let call = ProvenCall(method: "POST", target: target, accessToken: nil)
    for verifier in verifiers {
        guard let screened = try? verifier.screen(text, for: call, now: now),
            let proof = try? verifier.confirmUnbound(screened)
        else { continue }
        let isKnown = EllipticCurve.allCases.contains { known.contains(text, on: $0) }
        check(isKnown, "a proof that nobody made")
        check(proof.reservation.until >= now, "a proof is forgotten before it is used")
        check(proof.reservation.owner == proof.thumbprint, "a proof of another owner")
    }
    return 0
}
