// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Lexicon
import LexiconFiles

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Reports everything that is wrong with the lexicons or likely to hurt later, and writes nothing.",
        discussion: "docs/lexicon-rules.md explains every rule.")

    @OptionGroup var folder: FolderOptions

    @Option(help: "How to print the findings: text goes to standard error, json and sarif to standard output.")
    var format: DiagnosticReport.Format = .text

    @Flag(help: "Treat every warning as an error, and a folder without lexicons too.")
    var strict = false

    @Option(
        name: .customLong("level"),
        help: "A lint rule and what becomes of its findings: off, warning or error, such as default-true=off.",
        transform: RuleLevel.init(argument:))
    var levels: [RuleLevel] = []

    func run() throws {
        let contents = try folder.folders().map { try $0.contents() }
        let findings = contents.flatMap(allFindings).map(promoted)
        FindingPrinter.print(findings, as: format, about: contents.flatMap(\.files))
        let isIdle = strict && contents.contains(where: \.isEmpty)
        if isIdle || findings.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
    }

    /// All findings about one folder: those of the language and those of the lint.
    private func allFindings(in contents: LexiconFolder.Contents) -> [Diagnostic] {
        let set = LexiconSet(contents.files)
        let levels = Dictionary(levels.map { ($0.rule, $0.level) }, uniquingKeysWith: { _, last in last })
        let lint = LexiconLint(levels: levels).findings(in: set)
        return (contents.unreadable + set.diagnostics + lint).sortedByPlace()
    }

    private func promoted(_ finding: Diagnostic) -> Diagnostic {
        strict && finding.severity == .warning ? finding.with(severity: .error) : finding
    }
}

/// A rule with a level, as in `default-true=off`.
struct RuleLevel {
    let rule: Diagnostic.Rule
    let level: LexiconLint.Level

    init(argument: String) throws {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let level = LexiconLint.Level(rawValue: parts[1]) else {
            throw ValidationError("\(argument) must be a rule, = and off, warning or error")
        }
        guard let rule = Diagnostic.Rule(rawValue: parts[0]), rule.isLint else {
            throw ValidationError("there is no lint rule \(parts[0])")
        }
        self.rule = rule
        self.level = level
    }
}
