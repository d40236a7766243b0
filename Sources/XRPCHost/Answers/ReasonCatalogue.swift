// SPDX-License-Identifier: Apache-2.0

import DPoP
import HTTPTypes
import Identity
import XRPCCore

/// Every reason for which a session is refused, as a page for people.
public enum ReasonCatalogue {
    /// The page in Markdown; `docs/refusal-reasons.md` is a copy of it.
    public static var markdown: String {
        """
        # Why a session is refused

        Each refusal has one code. The log has it as `reason`, and metrics as a label. The client is told the status, the
        error and a sentence; which check failed beyond that stays in the log.

        ## DPoP-bound sessions

        \(table(RefusalReason.allCases.map { Row($0) }))

        ## Service-auth JWTs

        \(table(ServiceAuthReason.allCases.map { Row($0) }))

        """
    }

    private struct Row {
        let code: String
        let rule: String
        let section: String
        let answer: XRPCError
        let remedy: String

        init(_ reason: RefusalReason) {
            code = reason.rawValue
            rule = reason.rule
            section = reason.section
            answer = XRPCError(.session(Refusal(reason)), offer: .nothing)
            remedy = reason.remedy
        }

        init(_ reason: ServiceAuthReason) {
            code = reason.rawValue
            rule = reason.rule
            section = reason.section
            answer = XRPCError(.serviceAuth(ServiceAuthRefusal(reason)), offer: .nothing)
            remedy = reason.remedy
        }
    }

    private static func table(_ rows: [Row]) -> String {
        let lines = rows.map { row in
            "| `\(row.code)` | \(row.rule) | \(row.section) | \(row.answer.status.code) `\(row.answer.name)` "
                + "| \(row.remedy) |"
        }
        let head = ["| Code | Rule | Source | Answer | What the client does |", "| --- | --- | --- | --- | --- |"]
        return (head + lines).joined(separator: "\n")
    }
}
