// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import Lexicon
import LexiconCodegen
import StrictJSON

/// Reads the input as a text, a lexicon, a lock file and a configuration.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParser(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    for limits in [JSONLimits.token, .body, .file] { parse(bytes, limits) }
    let file = LexiconFile(fuzzed: bytes)
    let set = LexiconSet([file])
    checkPositions(of: set.diagnostics, in: [file])
    check(set.hasErrors || !set.documents.isEmpty, "neither a document nor an error")
    check(LexiconSet([file]).diagnostics == set.diagnostics, "findings differ from run to run")
    checkReports(set.diagnostics, [file])
    readOtherFiles(file)
    return 0
}

private func parse(_ bytes: [UInt8], _ limits: JSONLimits) {
    do {
        _ = try JSONParser(limits: limits).parse(bytes)
    } catch {
        check((0...bytes.count).contains(error.offset), "an offset outside the text: \(error)")
        check(error.line >= 1 && error.column >= 1, "a place before the text: \(error)")
    }
}

private func checkReports(_ findings: [Diagnostic], _ files: [LexiconFile]) {
    let report = DiagnosticReport(findings, files: files)
    for format in [DiagnosticReport.Format.json, .sarif] {
        let text = Array(report.rendered(as: format).utf8)
        check((try? JSONParser(limits: .file).parse(text)) != nil, "a report that is not JSON")
    }
    let lines = report.rendered(as: .text).split(separator: "\n")
    check(lines.count == findings.count, "a finding is not one line of the report")
}

private func readOtherFiles(_ file: LexiconFile) {
    do {
        _ = try LexiconLock(file)
    } catch {
        checkPositions(of: error.findings, in: [file])
    }
    do {
        _ = try GeneratorConfiguration(file)
    } catch {
        checkPositions(of: error.findings, in: [file])
    }
}
