// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import Lexicon

/// The lexicons that Bluesky publishes.
enum LexiconCorpus {
    static func files() throws -> [LexiconFile] {
        let root = "lexicons/bluesky/lexicons"
        let folder = "\(ConformanceData.folder ?? "")/\(root)"
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            LexiconFile(
                relativePath: name, displayPath: name, bytes: try ConformanceData.bytes("\(root)/\(name)"))
        }
    }
}
