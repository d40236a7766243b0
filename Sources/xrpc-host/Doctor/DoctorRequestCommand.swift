// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DPoP
import Foundation
import XRPCCore
import XRPCHost

struct DoctorRequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Checks the session of a whole request by the settings of the host.",
        discussion: """
            Reads the head of an HTTP/1.1 request: the request line and the header fields. Nonces are known only with \
            --nonce-file, the same file as the host's. Issuers and directories are asked as the host would ask them.
            """)

    @OptionGroup var flags: SettingFlags

    @Argument(help: "The file with the request, or - for standard input.")
    var request = "-"

    @Option(help: "The time of the request in seconds since 1970. (default: now)")
    var at: Double?

    func run() async throws {
        let head = try RequestHead(reading: request)
        let now = at.map(Date.init(timeIntervalSince1970:)) ?? Date()
        let verdict = try await ConfigurationFailure.reported { () async throws -> DoctorVerdict in
            let settings = HostSettings(try await SettingSources(flags))
            let configuration = try settings.host()
            let verifiers = try SessionAssembly(settings: settings, configuration: configuration).verifiers()
            return try await self.verdict(head, configuration, verifiers, now)
        }
        try DoctorReport(steps: DoctorStep.allCases, verdict: verdict).finish()
    }

    private func verdict(
        _ head: RequestHead, _ configuration: HostConfiguration, _ verifiers: SessionVerifiers, _ now: Date
    ) async throws -> DoctorVerdict {
        guard let nsid = NSID(rawValue: head.methodName),
            let target = configuration.publicOrigin.replacingPath("/xrpc/\(nsid)")
        else { throw ValidationError("the request is not for /xrpc/ and a method") }
        let session: UnspentSession
        do throws(SessionRefusal) {
            session = try await verifiers.verify(
                try head.session(nsid: nsid, target: target), now: now)
        } catch {
            return DoctorVerdict(error)
        }
        let found = session.session
        return .good(notes: [
            "The account is \(found.did), checked by \(found.verifier), until \(found.expiresAt).",
            "Clients must sign the htu \(target.normalized).",
        ])
    }
}
