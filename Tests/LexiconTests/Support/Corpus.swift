// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import Lexicon

/// The published lexicons of the network, from the folder of public vectors.
enum Corpus {
    static let fileCount = 402

    /// Every file, by path.
    static let files: [LexiconFile] = {
        guard let folder = ConformanceData.folder else { return [] }
        let root = "\(folder)/lexicons/bluesky/lexicons"
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
            guard let data = FileManager.default.contents(atPath: "\(root)/\(name)") else { return nil }
            return LexiconFile(relativePath: name, displayPath: name, bytes: Array(data))
        }
    }()

    /// All files as one set.
    static let set = LexiconSet(files)

    /// The file of one document.
    static func file(_ id: String) -> LexiconFile? { files.first { $0.expectedID == id } }
}

/// Files for the lexicons of a test; the path of each is the one that its NSID spells.
func makeFiles(_ texts: [(id: String, text: String)]) -> [LexiconFile] {
    texts.map { id, text in
        let path = id.replacing(".", with: "/") + ".json"
        return LexiconFile(relativePath: path, displayPath: path, bytes: Array(text.utf8))
    }
}
