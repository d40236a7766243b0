// SPDX-License-Identifier: Apache-2.0

import Identity
import Testing

@Suite struct ServiceAuthReasonTests {
    @Test func thereIsOneCodeForEachRule() {
        let codes = ServiceAuthReason.allCases.map(\.rawValue)
        #expect(codes.count == 33)
        #expect(Set(codes).count == codes.count)
        for code in codes {
            #expect(code.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }, "\(code)")
        }
    }

    @Test(arguments: ServiceAuthReason.allCases) func everyReasonCanBeExplained(reason: ServiceAuthReason) {
        for text in [reason.explanation, reason.section, reason.errorName] {
            #expect(!text.isEmpty)
            #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }, "\(text)")
        }
        #expect(reason.errorName.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) })
    }

    @Test func theErrorNamesAreThoseOfTheReferencePDSWhereThereAreSuch() {
        #expect(
            Set(ServiceAuthReason.allCases.map(\.errorName)) == [
                "BadJwt", "BadJwtType", "BadJwtAudience", "BadJwtLexiconMethod", "JwtExpired",
                "BadJwtIss", "BadJwtSignature", "JwtReplayed", "IdentityUnavailable",
            ])
        #expect(ServiceAuthReason.allCases.filter(\.isOutage) == [.identityUnavailable])
    }

    @Test func aRefusalIsOneLineForTheLog() {
        #expect(ServiceAuthRefusal(.expired).description == "service-jwt-expired")
        #expect(ServiceAuthRefusal(.expired, detail: "exp 1").description == "service-jwt-expired: exp 1")
    }
}
