// SPDX-License-Identifier: Apache-2.0

import Foundation
import LexiconCodegen
import LexiconFiles

/// The folder with the generated files.
struct OutputFolder {
    let path: String

    private var root: URL { URL(fileURLWithPath: path, isDirectory: true) }

    /// Writes what differs and leaves equal files alone.
    func write(_ outputs: [GeneratorPipeline.Output]) throws {
        for output in outputs {
            try FileWriter.write(Array(output.text.utf8), to: root.appendingPathComponent(output.fileName))
        }
    }

    /// A line for each file that is not as it would be written now.
    func drift(from outputs: [GeneratorPipeline.Output]) throws -> [String] {
        let present = Set((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { name in
            name.hasSuffix(".swift") && isGenerated(name)
        }
        let differing = outputs.compactMap { output -> String? in
            guard let content = try? Data(contentsOf: root.appendingPathComponent(output.fileName)) else {
                return "\(path)/\(output.fileName): missing"
            }
            return content == Data(output.text.utf8) ? nil : "\(path)/\(output.fileName): differs"
        }
        let leftOver = present.subtracting(outputs.map(\.fileName)).sorted().map { "\(path)/\($0): left over" }
        return differing + leftOver
    }

    private func isGenerated(_ name: String) -> Bool {
        guard let content = try? Data(contentsOf: root.appendingPathComponent(name)) else { return false }
        return content.starts(with: Data(GeneratorPipeline.firstWords.utf8))
    }
}
