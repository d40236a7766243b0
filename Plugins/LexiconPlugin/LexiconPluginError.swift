// SPDX-License-Identifier: Apache-2.0

/// What is missing in a target that uses the plugin, and what to add.
enum LexiconPluginError: Error, CustomStringConvertible {
    case noFolder(target: String, path: String)
    case noLexicons(target: String, path: String)

    var description: String {
        switch self {
        case .noFolder(let target, let path):
            "target \(target) uses LexiconPlugin but has no folder \(path); make it, or link it to the folder that "
                + "holds your lexicons, and add exclude: [\"lexicons\"] to the target"
        case .noLexicons(let target, let path):
            "target \(target) uses LexiconPlugin but \(path) holds no .json file; a lexicon com.example.read belongs "
                + "into com/example/read.json"
        }
    }
}
