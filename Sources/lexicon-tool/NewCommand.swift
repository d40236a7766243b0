// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Lexicon
import LexiconFiles

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Writes a first version of a lexicon to the place where it belongs.",
        discussion: "The file is correct as it stands; replace its definitions and texts. An existing file is kept.")

    @Argument(help: "The NSID, such as com.example.getThing.")
    var id: String

    @Option(help: "What to define.")
    var kind: LexiconTemplate.Kind

    @Option(help: "The folder with the lexicons; without it, the one in LEXICON_FOLDERS, or else lexicons.")
    var lexicons: String?

    func run() throws {
        guard let template = LexiconTemplate(id: id, kind: kind) else {
            throw ValidationError("\(id) is not an NSID such as com.example.getThing")
        }
        let folder = try FolderOptions(folder: lexicons).onlyFolder()
        let file = folder.url.appendingPathComponent(template.relativePath)
        guard !FileManager.default.fileExists(atPath: file.path) else {
            throw ToolFailure("\(file.path) exists already")
        }
        try FileWriter.write(template.bytes, to: file)
        print(file.path)
    }
}
