// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Lexicon
import LexiconCodegen

/// Reads the lexicons of a folder.
struct LexiconFolder {
    let path: String

    func files() throws -> [LexiconFile] {
        let root = URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath()
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: root.path) else {
            throw ValidationError("there is no folder \(path)")
        }
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            let file = root.appendingPathComponent(name)
            return LexiconFile(
                relativePath: name, displayPath: file.path, bytes: Array(try Data(contentsOf: file)))
        }
    }
}

/// Writes generated files and leaves equal ones alone.
struct OutputFolder {
    let path: String

    func write(_ outputs: [GeneratorPipeline.Output]) throws {
        let root = URL(fileURLWithPath: path, isDirectory: true)
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        for output in outputs {
            let file = root.appendingPathComponent(output.fileName)
            let content = Data(output.text.utf8)
            if let existing = try? Data(contentsOf: file), existing == content { continue }
            try content.write(to: file, options: .atomic)
        }
    }
}

/// Prints findings in the compiler's form.
enum FindingPrinter {
    static func print(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics { FileHandle.standardError.write(Data("\(diagnostic)\n".utf8)) }
    }
}
