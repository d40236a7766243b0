// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Lexicon
import LexiconFiles

struct FilterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "filter", abstract: "Extracts some definitions and everything that they refer to.",
        discussion: """
            A root is an NSID (its main definition), nsid#name, nsid#* (all definitions of a document) or a prefix such \
            as com.example.* (the main definitions of all documents below it). The documents keep only the \
            definitions that the roots need, and are printed one after the other in canonical form.
            """)

    @OptionGroup var folder: FolderOptions

    @Option(help: "What is needed; give the option once for each root.", transform: DefinitionPattern.init(argument:))
    var root: [DefinitionPattern]

    @Option(help: "The folder to write the documents to instead of printing them; other files in it are kept.")
    var output: String?

    @Flag(help: "Print for each definition the chain of references from a root to it, instead of the documents.")
    var why = false

    @Flag(help: "Include the tokens that known values of strings mention.")
    var tokens = false

    func validate() throws {
        _ = try folder.onlyFolder()
        if let output { try OutputFolder(path: output).check() }
    }

    func run() throws {
        let set = try folder.onlyFolder().usableSet()
        let closure = DefinitionClosure(of: root, in: set, reach: tokens ? .dataAndTokens : .data)
        guard closure.unmatchedRoots.isEmpty else {
            let roots = closure.unmatchedRoots.map(\.description).joined(separator: ", ")
            FindingPrinter.print(remark: "Error: no definition matches \(roots)")
            throw ExitCode.validationFailure
        }
        if why {
            for member in closure.members {
                print(closure.why(member).map(\.description).joined(separator: " -> "))
            }
        }
        for document in set.filtered(to: closure).documents {
            guard let file = set.file(of: document) else { continue }
            try deliver(try LexiconFormatter().format(file, keeping: closure), of: file)
        }
    }

    private func deliver(_ bytes: [UInt8], of file: LexiconFile) throws {
        if let output {
            let root = URL(fileURLWithPath: output, isDirectory: true)
            try FileWriter.write(bytes, to: root.appendingPathComponent(file.relativePath))
        } else if !why {
            FileHandle.standardOutput.write(Data(bytes))
        }
    }
}

extension DefinitionPattern {
    init(argument: String) throws {
        guard let pattern = DefinitionPattern(argument) else {
            throw ValidationError("\(argument) is neither an NSID, nsid#name nor a prefix such as com.example.*")
        }
        self = pattern
    }
}
