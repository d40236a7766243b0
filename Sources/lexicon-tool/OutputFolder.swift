// SPDX-License-Identifier: Apache-2.0

import Foundation
import LexiconCodegen

/// Writes generated files and leaves equal ones alone.
struct OutputFolder {
    let path: String

    func write(_ outputs: [GeneratorPipeline.Output]) throws {
        let root = URL(fileURLWithPath: path, isDirectory: true)
        for output in outputs {
            try FileWriter.write(Array(output.text.utf8), to: root.appendingPathComponent(output.fileName))
        }
    }
}
