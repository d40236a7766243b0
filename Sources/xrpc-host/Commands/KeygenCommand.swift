// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JOSE
import WidgetTokenPlugin

struct KeygenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keygen",
        abstract: "Adds a new first key to a key file, or makes the file.",
        discussion: """
            For --pepper-file and --nonce-file. The first key makes tokens and nonces, and all verify them. The file is \
            readable by its owner only, and keys are not shown.

            One process: run keygen and restart it.
            Several processes: run keygen --standby and restart each; then keygen --activate and restart each again. So \
            none meets a key that it does not know.

            Then remove the old line, which ends what was made with it: nonces are over after five minutes, tokens when \
            they expire.
            """)

    /// A step of a rotation over several processes.
    enum Step: String, EnumerableFlag {
        case standby
        case activate

        static func help(for value: Step) -> ArgumentHelp? {
            switch value {
            case .standby: "Put the new key last, so that it only verifies."
            case .activate: "Add no key, and put the newest one first."
            }
        }
    }

    @Flag(help: "A step of a rotation over several processes.")
    var step: Step?

    @Argument(help: "The file.")
    var file: String

    func run() async throws {
        let message = try await ConfigurationFailure.reported {
            let keys = KeyFile(path: file, setting: .pepperFile)
            return switch step {
            case nil: "Wrote key \(try keys.add(Self.secret(), as: .current)) to \(file)."
            case .standby: "Wrote key \(try keys.add(Self.secret(), as: .standby)) to \(file); it only verifies."
            case .activate: "Key \(try keys.activateNewest()) comes first in \(file)."
            }
        }
        print(message)
    }

    private static func secret() -> [UInt8] { Libcrypto.randomBytes(PepperRing.minimumKeyBytes) }
}
