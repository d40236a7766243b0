// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Lexicon
import LexiconFiles

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Reports everything that is wrong with the lexicons, and writes nothing.")

    @OptionGroup var folder: FolderOptions

    @Option(help: "How to print the findings: text goes to standard error, json and sarif to standard output.")
    var format: DiagnosticReport.Format = .text

    @Flag(help: "Treat every warning as an error.")
    var strict = false

    func run() throws {
        let files = try folder.folders().map { try $0.files() }
        let findings = files.flatMap { allFindings(in: LexiconSet($0)) }.map(promoted)
        FindingPrinter.print(findings, as: format, about: files.flatMap(\.self))
        if findings.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
    }

    /// All findings about one folder; a further source of findings is added here.
    private func allFindings(in set: LexiconSet) -> [Diagnostic] {
        set.diagnostics
    }

    private func promoted(_ finding: Diagnostic) -> Diagnostic {
        strict && finding.severity == .warning ? finding.with(severity: .error) : finding
    }
}
