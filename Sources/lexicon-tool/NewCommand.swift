// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Lexicon
import LexiconFiles

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Writes a first version of a lexicon to the place where it belongs.",
        discussion: """
            The file is correct as it stands; replace its definitions and texts. A permission set permits the methods \
            and records of its group that are there, with an example where there is nothing. An existing file is kept.
            """)

    @Argument(help: "The NSID, such as com.example.getThing.")
    var id: String

    @Option(help: "What to define.")
    var kind: LexiconTemplate.Kind

    @Option(help: "The folder with the lexicons; without it, the one in LEXICON_FOLDERS, or else lexicons.")
    var lexicons: String?

    func validate() throws {
        _ = try template(among: [])
        _ = try folder().exists()
    }

    func run() throws {
        let folder = try folder()
        let template = try template(among: kind == .permissionSet ? folder.soundDocuments() : [])
        let file = folder.url.appendingPathComponent(template.relativePath)
        guard !FileManager.default.fileExists(atPath: file.path) else {
            throw ToolFailure("\(file.path) exists already")
        }
        try FileWriter.write(template.bytes, to: file)
        print(file.path)
    }

    private func folder() throws -> LexiconFolder { try FolderOptions(folder: lexicons).onlyFolder() }

    private func template(among documents: [LexiconDocument]) throws -> LexiconTemplate {
        guard let template = LexiconTemplate(id: id, kind: kind, among: documents) else {
            throw ValidationError("\(id) is not an NSID such as com.example.getThing")
        }
        return template
    }
}
