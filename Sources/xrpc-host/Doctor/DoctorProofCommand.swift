// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DPoP
import Foundation
import XRPCHost

struct DoctorProofCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof",
        abstract: "Checks one DPoP proof by itself, without settings and without the access token's issuer.",
        discussion: "A nonce in the proof is not looked at, as only the host that gave it can know it.")

    @Argument(help: "The proof: a compact JWS, or - to read it from standard input.")
    var proof: String

    @Option(help: "The HTTP method of the request.")
    var method = "POST"

    @Option(help: "The URL of the request, with the public origin of the host.")
    var url: String

    @Option(help: "The access token that came with it; without one, ath is not looked at.")
    var accessToken: String?

    @Option(help: "The time of the request in seconds since 1970. (default: now)")
    var at: Double?

    func run() throws {
        guard let target = HTTPTarget(url) else { throw ValidationError("\(url) is not an http URL") }
        let text = proof == "-" ? readLine() ?? "" : proof
        let now = at.map(Date.init(timeIntervalSince1970:)) ?? Date()
        let call = ProvenCall(method: method, target: target, accessToken: accessToken)
        try DoctorReport(steps: DoctorStep.proofSteps, verdict: verdict(text, call, now)).finish()
    }

    private func verdict(_ text: String, _ call: ProvenCall, _ now: Date) -> DoctorVerdict {
        let verifier = ProofVerifier(nonces: nil, audience: "")
        do throws(Refusal) {
            let proof = try verifier.confirmUnbound(try verifier.screen(text, for: call, now: now))
            return .good(notes: ["The key has the thumbprint \(proof.thumbprint)."])
        } catch {
            return DoctorVerdict(error)
        }
    }
}
