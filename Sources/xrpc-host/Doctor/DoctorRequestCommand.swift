// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DPoP
import Foundation
import WidgetTokenPlugin
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

    @OptionGroup var time: DoctorTime

    func run() async throws {
        let head = try RequestHead(reading: request)
        let report = try await ConfigurationFailure.reported { () async throws -> DoctorReport in
            try await examine(head, HostSettings(try await SettingSources(flags)))
        }
        try report.finish()
    }

    private func examine(_ head: RequestHead, _ settings: HostSettings) async throws -> DoctorReport {
        let configuration = try settings.host()
        let verifiers = try SessionAssembly(settings: settings, configuration: configuration).verifiers()
        guard let nsid = NSID(rawValue: head.methodName),
            let target = configuration.publicOrigin.replacingPath("/xrpc/\(nsid)")
        else { throw StandardError.wrongArgument("the request is not for /xrpc/ and a method") }
        let presented: PresentedSession
        do throws(SessionRefusal) {
            presented = try head.session(nsid: nsid, target: target)
        } catch {
            return DoctorReport(steps: DoctorStep.boundSession, skipped: [:], verdict: DoctorVerdict(error))
        }
        try Self.refuseWidgetToken(presented.authorization.token)
        let isBound = presented.authorization.scheme == .dpop
        let verdict = await verdict(presented, verifiers)
        return DoctorReport(
            steps: isBound ? DoctorStep.boundSession : DoctorStep.serviceToken, skipped: try skipped(settings),
            verdict: try Self.isNonceUnknowable(verdict, settings) ? Self.unknowableNonce : verdict)
    }

    private func verdict(_ presented: PresentedSession, _ verifiers: SessionVerifiers) async -> DoctorVerdict {
        do throws(SessionRefusal) {
            let session = try await verifiers.verify(presented, now: time.date)
            let found = session.session
            var notes = ["The account is \(found.did), checked by \(found.verifier), until \(found.expiresAt)."]
            if found.assurance == .dpopBound {
                notes.append("Clients must sign the htu \(presented.target.normalized).")
            }
            return .good(notes: notes + (session.reservation == nil ? [] : [DoctorReport.singleUseNote]))
        } catch {
            return DoctorVerdict(error)
        }
    }

    private static func refuseWidgetToken(_ token: String) throws {
        guard token.hasPrefix(WidgetToken.prefix) else { return }
        let id = WidgetToken(token)?.id.description ?? "IDENTIFIER"
        throw OperatorFailure("this is a widget token and not a session; look at it with: xrpc-host token show \(id)")
    }

    private func skipped(_ settings: HostSettings) throws -> [DoctorStep: String] {
        var skipped: [DoctorStep: String] = [:]
        if try !settings.flag(.requireNonce) { skipped[.nonce] = "require-nonce is false" }
        if try !settings.flag(.accountConsistency) { skipped[.account] = "account-consistency is false" }
        return skipped
    }

    /// Whether the nonce is unknown only because the keys of the host are.
    private static func isNonceUnknowable(_ verdict: DoctorVerdict, _ settings: HostSettings) throws -> Bool {
        guard case .refused(_, RefusalReason.nonceUnknown.rawValue, _, _, _, _) = verdict else { return false }
        return try settings.optionalText(.nonceFile) == nil
    }

    private static let unknowableNonce = DoctorVerdict.open(
        step: .nonce,
        advice: [
            "Give the host's --nonce-file to check it.",
            "A host without one makes its keys at each start; then no proof with a nonce can be checked here.",
            "With --require-nonce false everything else is checked, and iat as strictly as without nonces.",
        ])
}
