// SPDX-License-Identifier: Apache-2.0

/// Why a command did not succeed; the tool has already said what it found.
enum LexiconCommandsError: Error, CustomStringConvertible {
    case failed(arguments: [String], exitCode: Int32)

    var description: String {
        switch self {
        case .failed(let arguments, let exitCode):
            "lexicon-tool \(arguments.joined(separator: " ")) ended with exit code \(exitCode)"
        }
    }
}
