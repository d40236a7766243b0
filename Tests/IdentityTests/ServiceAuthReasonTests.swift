// SPDX-License-Identifier: Apache-2.0

import Identity
import Testing

@Suite struct ServiceAuthReasonTests {
    @Test func thereIsOneCodeForEachRule() {
        let codes = ServiceAuthReason.allCases.map(\.rawValue)
        #expect(codes.count == 37)
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
                "AuthenticationRequired", "BadJwt", "BadJwtType", "BadJwtAudience", "BadJwtLexiconMethod", "JwtExpired",
                "BadJwtIss", "BadJwtSignature", "JwtReplayed", "IdentityUnavailable", "TemporarilyUnavailable",
            ])
        #expect(ServiceAuthReason.allCases.filter(\.isOutage) == [.identityUnavailable, .replayStoreUnavailable])
    }

    @Test(
        arguments: [
            ([], .credentialsMissing), (["Bearer a", "Bearer b"], .authorizationRepeated),
            (["Bearer a,Bearer b"], .authorizationRepeated), (["Bearer a, b"], .authorizationRepeated),
            ([""], .authorizationMalformed), (["Bearer"], .authorizationMalformed),
            (["Bearer "], .authorizationMalformed),
            (["DPoP a"], .authorizationMalformed), (["Bearer a b"], .authorizationMalformed),
            ([" Bearer a"], .authorizationMalformed), (["Bearer\ta"], .authorizationMalformed),
            (["Bearer \u{E9}"], .authorizationMalformed), (["Bearera a"], .authorizationMalformed),
            (["\u{42}earer\u{0} a"], .authorizationMalformed), (["a.b.c"], .authorizationMalformed),
            (["\u{22}earer a"], .authorizationMalformed),
        ] as [([String], ServiceAuthReason)])
    func refusesOtherAuthorizationFields(lines: [String], reason: ServiceAuthReason) {
        let refusal = #expect(throws: ServiceAuthRefusal.self) { try BearerField.token(in: lines) }
        #expect(refusal?.reason == reason)
    }

    @Test(arguments: ["Bearer a.b.c", "bearer a.b.c", "BEARER   a.b.c"])
    func acceptsTheBearerScheme(line: String) throws {
        #expect(try BearerField.token(in: [line]) == "a.b.c")
    }

    @Test func aRefusalIsOneLineForTheLog() {
        #expect(ServiceAuthRefusal(.expired).description == "expired")
        #expect(ServiceAuthRefusal(.expired, detail: "exp 1").description == "expired: exp 1")
    }
}
