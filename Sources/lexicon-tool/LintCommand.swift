// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Lexicon

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Reports everything that is wrong with the lexicons or likely to hurt later, and writes nothing.",
        discussion: "docs/lexicon-rules.md explains every rule.")

    @Argument(help: "The folder with the lexicons; sub-folders spell the NSID.")
    var lexicons: String

    @Option(
        name: .customLong("level"),
        help: "A lint rule and what becomes of its findings: off, warning or error, such as default-true=off.",
        transform: RuleLevel.init(argument:))
    var levels: [RuleLevel] = []

    func run() throws {
        let set = LexiconSet(try LexiconFolder(path: lexicons).files())
        let lint = LexiconLint(
            levels: Dictionary(levels.map { ($0.rule, $0.level) }, uniquingKeysWith: { _, last in last }))
        let findings = (set.diagnostics + lint.findings(in: set)).sortedByPlace()
        FindingPrinter.print(findings)
        if findings.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
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
