// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says step by step whether a credential would be accepted, and why not.",
        discussion: """
            Nothing is spent and nothing is written. The exit code is 0 where the credential is good, 1 where it is \
            refused, 78 for wrong settings. Take care with what you paste: a live credential is a secret.
            """,
        subcommands: [DoctorProofCommand.self, DoctorRequestCommand.self])
}

/// What the doctor found.
enum DoctorVerdict {
    case good(notes: [String])
    case refused(step: DoctorStep, code: String, rule: String, section: String, remedy: String, detail: String)
}

/// The checks in the order in which the host makes them.
enum DoctorStep: String, CaseIterable {
    case credentials = "the header fields"
    case form = "the form of the proof"
    case key = "the key in the proof"
    case claims = "the claims of the proof"
    case method = "htm is the method"
    case target = "htu is the URL"
    case tokenHash = "ath is the hash of the token"
    case nonce = "the nonce is one of ours"
    case time = "the proof is fresh"
    case token = "the access token"
    case binding = "the token is bound to the key"
    case signature = "the signature of the proof"
    case permission = "scope and account"

    /// The steps of a proof without a token.
    static let proofSteps: [DoctorStep] = [
        .form, .key, .claims, .method, .target, .tokenHash, .nonce, .time, .signature,
    ]
}

/// Prints a verdict as a list of steps.
struct DoctorReport {
    let steps: [DoctorStep]
    let verdict: DoctorVerdict

    var text: String {
        switch verdict {
        case .good(let notes):
            return (steps.map { "ok      \($0.rawValue)" } + notes + ["The credential is good."])
                .joined(separator: "\n")
        case .refused(let failed, let code, let rule, let section, let remedy, let detail):
            var lines = steps.prefix { $0 != failed }.map { "ok      \($0.rawValue)" }
            lines.append("REFUSED \(failed.rawValue): \(code)")
            lines.append("        \(rule) (\(section))")
            if !detail.isEmpty { lines.append("        \(detail)") }
            lines.append("        \(remedy)")
            return lines.joined(separator: "\n")
        }
    }

    /// Prints, and ends with 1 where the credential is refused.
    func finish() throws {
        print(text)
        if case .refused = verdict { throw ExitCode.failure }
    }
}
