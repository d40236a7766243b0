// SPDX-License-Identifier: Apache-2.0

import Corpus
import Glibc

/// Checks the generated types of a whole corpus of lexicons with values made from their own schemas.
///
/// Usage: `corpus-check [--seed NUMBER] [--case NUMBER]`. A failed case can be run again alone by its number.
@main
struct CorpusCheck {
    /// The fewest values that each of the two property checks makes in a run.
    static let values = 20_000

    static func main() {
        let seed = option("--seed") ?? 1
        var report = CheckReport(seed: seed, only: option("--case"))
        print("seed \(seed)")
        report.expect(LexiconRegistry.records.count, 26, "records")
        report.expect(LexiconRegistry.types.count, 420, "object definitions, records among them")
        report.expect(LexiconRegistry.methods.count, 322, "methods, subscriptions among them")
        RoundTripCheck(types: LexiconRegistry.types).run(values, &report)
        RefusalCheck(types: LexiconRegistry.types).run(values, &report)
        MethodCheck(methods: LexiconRegistry.methods).run(&report)
        SubscriptionCheck(methods: LexiconRegistry.methods).run(&report)
        print(report.summary)
        exit(report.failures == 0 ? 0 : 1)
    }

    private static func option(_ name: String) -> UInt64? {
        let arguments = CommandLine.arguments
        guard let position = arguments.firstIndex(of: name), position + 1 < arguments.count else { return nil }
        return UInt64(arguments[position + 1])
    }
}
