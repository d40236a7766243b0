// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// What the doctor found.
enum DoctorVerdict {
    case good(notes: [String])
    case refused(step: DoctorStep, code: String, rule: String, section: String, remedy: String, detail: String)
    /// The doctor lacks what a step needs.
    case open(step: DoctorStep, advice: [String])
}

/// Prints a verdict as a list of steps.
struct DoctorReport {
    let steps: [DoctorStep]
    /// Steps that were not made, with the cause.
    let skipped: [DoctorStep: String]
    let verdict: DoctorVerdict

    /// What no verdict covers, for the notes of a good one.
    static let singleUseNote = "Single use was not checked: only the host knows what it has taken before."

    var text: String {
        switch verdict {
        case .good(let notes):
            return (steps.map(passed) + notes + ["The credential is good."]).joined(separator: "\n")
        case .refused(let failed, let code, let rule, let section, let remedy, let detail):
            var lines = before(failed) + ["REFUSED \(failed.rawValue): \(code)"]
            lines += indented(["\(rule) (\(section))"] + (detail.isEmpty ? [] : [detail]) + [remedy])
            return lines.joined(separator: "\n")
        case .open(let open, let advice):
            return (before(open) + ["OPEN    \(open.rawValue)"] + indented(advice)).joined(separator: "\n")
        }
    }

    private func before(_ step: DoctorStep) -> [String] { steps.prefix { $0 != step }.map(passed) }

    private func passed(_ step: DoctorStep) -> String {
        skipped[step].map { "skipped \(step.rawValue): \($0)" } ?? "ok      \(step.rawValue)"
    }

    private func indented(_ lines: [String]) -> [String] { lines.map { "        \($0)" } }

    /// Prints, and ends with 1 unless the credential is good.
    func finish() throws {
        print(text)
        guard case .good = verdict else { throw ExitCode.failure }
    }
}
