// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says step by step whether a credential would be accepted, and why not.",
        discussion: """
            Nothing is spent and nothing is written, so single use is not checked. The exit code is 0 where the credential \
            is good, 1 where it is refused or a step stays open, 64 for wrong arguments, 78 for wrong settings. Take care \
            with what you paste: a live credential is a secret.
            """,
        subcommands: [DoctorProofCommand.self, DoctorRequestCommand.self])
}

/// The moment at which the doctor looks.
struct DoctorTime: ParsableArguments {
    @Option(help: "The time of the request in seconds since 1970. (default: now)")
    var at: Double?

    var date: Date { at.map(Date.init(timeIntervalSince1970:)) ?? Date() }

    func validate() throws {
        if let at, !(0...100_000_000_000).contains(at) {
            throw ValidationError("--at must be seconds since 1970")
        }
    }
}
