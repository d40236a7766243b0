// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JOSE
import WidgetTokenPlugin

struct KeygenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keygen",
        abstract: "Adds a new first key to a key file, or makes the file.",
        discussion: """
            For --pepper-file and --nonce-file. Older keys stay in the file and go on verifying; remove their lines \
            to end what was made with them. The file is readable by its owner only, and the key is not shown.
            """)

    @Argument(help: "The file.")
    var file: String

    func run() async throws {
        let id = try await ConfigurationFailure.reported {
            try KeyFile(path: file, setting: .pepperFile).addKey(Libcrypto.randomBytes(PepperRing.minimumKeyBytes))
        }
        print("Wrote key \(id) to \(file).")
    }
}
