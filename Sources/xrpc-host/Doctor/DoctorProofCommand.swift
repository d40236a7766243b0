// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DPoP
import Foundation

struct DoctorProofCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof",
        abstract: "Checks one DPoP proof by itself, without settings and without the access token's issuer.",
        discussion: """
            A nonce in the proof is not looked at, as only the host that gave it can know it; with one, iat may be 300 \
            seconds away, without one 60 in the past and 30 in the future.
            """)

    @Argument(help: "The proof: a compact JWS, or - to read it from standard input.")
    var proof: String

    @Option(help: "The HTTP method of the request.")
    var method = "POST"

    @Option(help: "The URL of the request, with the public origin of the host.")
    var url: String

    @Option(help: "The access token that came with it; without one, ath is not looked at.")
    var accessToken: String?

    @OptionGroup var time: DoctorTime

    func validate() throws { _ = try target() }

    func run() throws {
        let text = proof == "-" ? readLine() ?? "" : proof
        let call = ProvenCall(method: method, target: try target(), accessToken: accessToken)
        try DoctorReport(steps: DoctorStep.proof, skipped: skipped, verdict: verdict(text, call, time.date))
            .finish()
    }

    private func target() throws -> HTTPTarget {
        guard let target = HTTPTarget(url) else { throw ValidationError("\(url) is not an http URL") }
        return target
    }

    private var skipped: [DoctorStep: String] {
        var skipped = [DoctorStep.nonce: "only the host that gave it can know it"]
        if accessToken == nil { skipped[.tokenHash] = "give --access-token to check it" }
        return skipped
    }

    private func verdict(_ text: String, _ call: ProvenCall, _ now: Date) -> DoctorVerdict {
        let verifier = ProofVerifier(withoutCheckingNoncesFor: "")
        do throws(Refusal) {
            let screened = try verifier.screen(text, for: call, now: now)
            let proof = try verifier.confirmUnbound(screened)
            return .good(notes: ["The key has the thumbprint \(proof.thumbprint).", DoctorReport.singleUseNote])
        } catch {
            return DoctorVerdict(error)
        }
    }
}
