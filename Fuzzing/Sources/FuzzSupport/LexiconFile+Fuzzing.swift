// SPDX-License-Identifier: Apache-2.0

public import Lexicon
import StrictJSON

extension LexiconFile {
    /// A file at the path that its own `id` spells, where it has one, so that the path is no finding.
    public init(fuzzed bytes: [UInt8], displayPath: String = "input.json") {
        let id = (try? JSONParser(limits: .file).parse(bytes))?.object?["id"]?.string ?? "com.example.thing"
        let path = id.split(separator: ".").joined(separator: "/") + ".json"
        self.init(relativePath: path, displayPath: displayPath, bytes: bytes)
    }
}

/// Checks that every finding is about a place that its file has.
public func checkPositions(of findings: [Diagnostic], in files: [LexiconFile]) {
    let lines = Dictionary(files.map { ($0.displayPath, lineLengths($0.bytes)) }) { first, _ in first }
    for finding in findings {
        guard let lengths = lines[finding.file] else {
            check(false, "no such file: \(finding)")
            continue
        }
        let (line, column) = (finding.position.line, finding.position.column)
        check((1...lengths.count).contains(line), "no such line: \(finding)")
        check((1...(lengths[line - 1] + 1)).contains(column), "no such column: \(finding)")
        check(!finding.description.utf8.contains { $0 < 0x20 }, "more than one line of text: \(finding)")
    }
}

private func lineLengths(_ bytes: [UInt8]) -> [Int] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(\.count)
}
