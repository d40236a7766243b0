// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import LexiconCodegen
import LexiconFiles

/// The folder with the generated files.
struct OutputFolder {
    let path: String

    private var root: URL { URL(fileURLWithPath: path, isDirectory: true) }

    /// Refuses a file in the place of the folder, as a mistake of whoever named it.
    func check() throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue else { throw ValidationError("\(path) is a file; name a folder") }
    }

    /// Writes what differs and leaves equal files alone.
    func write(_ outputs: [GeneratorPipeline.Output]) throws {
        for output in outputs {
            try FileWriter.write(Array(output.text.utf8), to: root.appendingPathComponent(output.fileName))
        }
    }

    /// A line for each file that is not as it would be written now.
    func drift(from outputs: [GeneratorPipeline.Output]) -> [String] {
        let differing = outputs.compactMap { output -> String? in
            guard let content = content(of: output.fileName) else { return "\(path)/\(output.fileName): missing" }
            return content == Array(output.text.utf8) ? nil : "\(path)/\(output.fileName): differs"
        }
        return differing + leftOver(by: outputs).map { "\(path)/\($0): left over; generate deletes it" }
    }

    /// The generated files that are none of the outputs; files of people are not among them.
    func leftOver(by outputs: [GeneratorPipeline.Output]) -> [String] {
        let names = Set((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? [])
        return names.subtracting(outputs.map(\.fileName)).filter { $0.hasSuffix(".swift") && isGenerated($0) }.sorted()
    }

    /// Deletes one file of the folder.
    func delete(_ name: String) throws {
        try FileWriter.delete(root.appendingPathComponent(name))
    }

    private func content(of name: String) -> [UInt8]? { try? FileReader.bytes(of: root.appendingPathComponent(name)) }

    private func isGenerated(_ name: String) -> Bool {
        content(of: name)?.starts(with: GeneratorPipeline.firstWords.utf8) ?? false
    }
}
