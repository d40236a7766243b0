// SPDX-License-Identifier: Apache-2.0

import Foundation
import XRPCHost

/// Prints the steps of the tour for people or for programs.
///
/// Credentials are blotted out, but for `mint`'s answer.
struct TourPrinter {
    let isJSON: Bool

    private struct Line: Encodable {
        let step: String
        let status: Int
        let error: String?
        let ok: Bool

        enum CodingKeys: CodingKey {
            case step, status, error, ok
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(step, forKey: .step)
            try container.encode(status, forKey: .status)
            try container.encode(error, forKey: .error)
            try container.encode(ok, forKey: .ok)
        }
    }

    func print(_ step: DemoTour.Step) {
        let exchange = step.exchange
        guard !isJSON else {
            let line = Line(step: step.name, status: exchange.status, error: exchange.error, ok: step.isExpected)
            Self.printLine(JSONLine(line).text)
            return
        }
        Self.printLine("\(step.isExpected ? "✓" : "✗") \(step.name): \(step.explanation)")
        Self.printLine("    → \(exchange.verb) \(exchange.path)   [\(exchange.credentials)]")
        let body = step.name.contains("mint") ? exchange.body : Redaction.applied(to: exchange.body)
        Self.printLine("    ← \(exchange.status) \(body.prefix(240))\n")
    }

    /// Prints a line at once, also into a file or a pipe.
    static func printLine(_ text: String) {
        Swift.print(text)
        fflush(nil)
    }
}
