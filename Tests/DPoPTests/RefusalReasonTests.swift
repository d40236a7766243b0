// SPDX-License-Identifier: Apache-2.0

import DPoP
import Testing

@Suite struct RefusalReasonTests {
    @Test(arguments: RefusalReason.allCases) func everyReasonHasAnAnswerThatAHeaderCanCarry(reason: RefusalReason) {
        #expect(!reason.explanation.isEmpty)
        #expect(reason.explanation.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C })
        #expect(OAuthError.allCases.contains(reason.oauthError))
    }

    @Test func reasonsAreMany() { #expect(RefusalReason.allCases.count == 71) }

    @Test func aRefusalDescribesItself() {
        #expect("\(Refusal(.proofReplayed))" == "proof-replayed")
        #expect("\(Refusal(.proofTooOld, detail: "iat 1"))" == "proof-too-old: iat 1")
    }

    @Test(
        arguments: [
            (ReplayOutcome.fresh, nil), (.seen, .proofReplayed), (.ownerFull, .proofRateExceeded),
            (.full, .replayStoreFull), (.unavailable, .replayStoreUnavailable),
        ] as [(ReplayOutcome, RefusalReason?)])
    func everyOutcomeOfAReservationHasItsReason(outcome: ReplayOutcome, reason: RefusalReason?) {
        #expect(outcome.refusal == reason)
    }
}
