// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import Identity
import Testing
import XRPCHost

@Suite struct ReasonCatalogueTests {
    private static var page: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/refusal-reasons.md").standardizedFileURL
    }

    @Test func thePageInTheDocumentationIsCurrent() throws {
        let text = String(decoding: try Data(contentsOf: Self.page), as: UTF8.self)
        #expect(text == ReasonCatalogue.markdown, "write it anew: xrpc-host reasons > docs/refusal-reasons.md")
    }

    @Test func noCodeStandsForTwoRules() {
        let codes = RefusalReason.allCases.map(\.rawValue) + ServiceAuthReason.allCases.map(\.rawValue)
        #expect(codes.count == 104)
        #expect(Set(codes).count == codes.count)
    }

    @Test(arguments: RefusalReason.allCases) func everyReasonNamesItsSourceAndARemedy(reason: RefusalReason) {
        #expect(!reason.rule.isEmpty && !reason.section.isEmpty && reason.remedy.hasSuffix("."))
    }
}
