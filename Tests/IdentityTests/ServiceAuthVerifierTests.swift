// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HostTestSupport
import Identity
import JOSE
import Testing
import XRPCCore

@Suite struct ServiceAuthVerifierTests {
    private static let second = Int(Account.start.timeIntervalSince1970)

    @Test func aGoodTokenSaysWhoCalls() async throws {
        let fixture = try Fixture()
        let verified = try await fixture.verify(fixture.account.token().signed).get()
        #expect(verified.issuer.rawValue == Account.did)
        #expect(verified.audience == Account.audience)
        #expect(verified.method.rawValue == Account.method)
        #expect(verified.issuedAt == Account.start)
        #expect(verified.expiresAt == Account.start + 60)
        #expect(verified.replay?.id == "4f1d")
        #expect(verified.replay?.issuer == verified.issuer)
        #expect(verified.replay?.until == Account.start + 120)
        #expect(verified.signingKey == fixture.account.key.publicKey)
        #expect(verified.identity.source == .fetched)
        #expect(fixture.resolver.count == 1)
        let again = try await fixture.verify(fixture.account.token().signed, now: Account.start + 30).get()
        #expect(again.identity.age == 30)
        #expect(again.identity.source == .cached)
        #expect(again.replay == verified.replay)
        #expect(fixture.resolver.count == 1)
    }

    @Test(
        arguments: [
            ("typ", nil), ("typ", "\"JWT\""), ("kid", "\"#atproto\""), ("extra", "{}"),
        ] as [(String, String?)]) func harmlessHeadersAreFine(name: String, json: String?) async throws
    {
        let fixture = try Fixture()
        #expect(await fixture.reason(fixture.account.token().header(name, json).signed) == nil)
    }

    @Test(arguments: [
        ("nonce", "\"x\""), ("nbf", "\(second)"), ("iat", "\(second).9"), ("exp", "\(second + 60).9"),
        ("extra", "[1]"), ("jti", "\"é😀\\u0000\""), ("aud", "\"did:web:host.example.com\""),
    ]) func harmlessClaimsAreFine(name: String, json: String) async throws {
        let fixture = try Fixture()
        #expect(await fixture.reason(fixture.account.token().claim(name, json).signed) == nil)
    }

    /// What a token may not be; every case breaks one rule of a good token.
    static let badHeaders: [(String, String?, ServiceAuthReason)] = [
        ("typ", "\"at+jwt\"", .typeOfOtherCredential), ("typ", "\"refresh+jwt\"", .typeOfOtherCredential),
        ("typ", "\"dpop+jwt\"", .typeOfOtherCredential), ("typ", "\"jwt\"", .type), ("typ", "\"\"", .type),
        ("typ", "1", .type), ("typ", "null", .type), ("typ", "\"JWT \"", .type), ("typ", "[\"JWT\"]", .type),
        ("alg", nil, .algorithm), ("alg", "\"none\"", .algorithm), ("alg", "\"HS256\"", .algorithm),
        ("alg", "\"ES384\"", .algorithm), ("alg", "\"es256\"", .algorithm), ("alg", "\"RS256\"", .algorithm),
        ("alg", "null", .algorithm), ("alg", "\"ES256K\"", .keyCurve), ("crit", "[\"exp\"]", .critical),
        ("b64", "false", .critical), ("kid", "\"atproto\"", .keyID), ("kid", "\"#other\"", .keyID),
        ("kid", "\"\(Account.did)#atproto\"", .keyID), ("kid", "null", .keyID), ("kid", "\"\"", .keyID),
    ]

    static let badClaims: [(String, String?, ServiceAuthReason)] = [
        ("aud", nil, .audienceMissing), ("aud", "[\"\(Account.audience)\"]", .audienceMissing),
        ("aud", "null", .audienceMissing), ("aud", "\"did:web:other.example.com#appview\"", .audienceMismatch),
        ("aud", "\"did:web:host.example.com#other\"", .audienceMismatch),
        ("aud", "\"did:web:host.example.com#\"", .audienceMismatch),
        ("aud", "\"\(Account.audience) \"", .audienceMismatch), ("aud", "\"\"", .audienceMismatch),
        ("aud", "\"DID:web:host.example.com\"", .audienceMismatch),
        ("lxm", nil, .methodMissing), ("lxm", "null", .methodMissing),
        ("lxm", "[\"\(Account.method)\"]", .methodMissing),
        ("lxm", "\"app.example.identity.other\"", .methodMismatch), ("lxm", "\"*\"", .methodMismatch),
        ("lxm", "\"App.example.identity.mintToken\"", .methodMismatch), ("lxm", "\"\"", .methodMismatch),
        ("exp", nil, .expiryMissing), ("exp", "null", .timeMalformed), ("exp", "\"\(second + 60)\"", .timeMalformed),
        ("exp", "\(second + 60)000", .timeMalformed), ("exp", "-1", .timeMalformed), ("exp", "true", .timeMalformed),
        ("exp", "1e99", .timeMalformed), ("exp", "\(second - 5)", .expired), ("exp", "0", .expired),
        ("exp", "\(second - 1)", .lifetime), ("exp", "\(second)", .lifetime), ("exp", "\(second + 301)", .lifetime),
        ("exp", "\(second + 3600)", .lifetime), ("iat", nil, .issuedMissing), ("iat", "null", .timeMalformed),
        ("iat", "\"\(second)\"", .timeMalformed), ("iat", "\(second + 61)", .fromFuture),
        ("iat", "\(second - 241)", .lifetime), ("nbf", "\(second + 61)", .fromFuture), ("nbf", "\"x\"", .timeMalformed),
        ("iss", nil, .issuerMissing), ("iss", "null", .issuerMissing), ("iss", "[\"\(Account.did)\"]", .issuerMissing),
        ("iss", "\"\(Account.did)#atproto\"", .issuerFragment),
        ("iss", "\"\(Account.did)#atproto_labeler\"", .issuerFragment), ("iss", "\"\"", .issuerMethod),
        ("iss", "\"did:key:\(MultikeyTests.p256)\"", .issuerMethod), ("iss", "\"did:plc:short\"", .issuerMethod),
        ("iss", "\"did:web:localhost%3A80\"", .issuerMethod), ("iss", "\"did:web:127.0.0.1\"", .issuerMethod),
        ("iss", "\"did:web:example.com:user\"", .issuerMethod), ("iss", "\"https://pds.example.com\"", .issuerMethod),
        ("nonce", "1", .nonce), ("nonce", "null", .nonce),
        ("nonce", "\"\(String(repeating: "n", count: 257))\"", .nonce), ("jti", nil, .idMissing),
        ("jti", "\"\"", .idMalformed), ("jti", "1", .idMalformed), ("jti", "null", .idMalformed),
        ("jti", "\"\(String(repeating: "j", count: 257))\"", .idMalformed),
    ]

    @Test func theTablesAreWhole() {
        #expect(Self.badHeaders.count == 24)
        #expect(Self.badClaims.count == 56)
        #expect(Self.badHeaders.count + Self.badClaims.count >= 40)
    }

    @Test(arguments: badHeaders) func refusesOtherHeaders(
        name: String, json: String?, reason: ServiceAuthReason
    ) async throws {
        let fixture = try Fixture()
        #expect(await fixture.reason(fixture.account.token().header(name, json).signed) == reason)
        #expect(fixture.resolver.count == (reason == .keyCurve ? 1 : 0))
    }

    @Test(arguments: badClaims) func refusesOtherClaimsWithoutAskingAnyone(
        name: String, json: String?, reason: ServiceAuthReason
    ) async throws {
        let fixture = try Fixture()
        #expect(await fixture.reason(fixture.account.token().claim(name, json).signed) == reason)
        #expect(fixture.resolver.count == 0)
    }

    @Test func anAccessTokenOfAPDSIsToldItsType() async throws {
        let fixture = try Fixture()
        let token = fixture.account.token().header("alg", "\"HS256\"").header("typ", "\"at+jwt\"")
        #expect(await fixture.reason(token.signed) == .typeOfOtherCredential)
    }

    @Test(
        arguments: [
            (ServiceAuthPurpose.effect, 300, nil), (.effect, 301, .lifetime), (.answer, 3600, nil),
            (.answer, 3601, .lifetime),
            (.effect, 1, nil), (.effect, 0, .lifetime), (.answer, 0, .lifetime),
        ] as [(ServiceAuthPurpose, Int, ServiceAuthReason?)])
    func aLifeHasAnExactBound(purpose: ServiceAuthPurpose, lifetime: Int, reason: ServiceAuthReason?) async throws {
        let fixture = try Fixture()
        #expect(await fixture.reason(fixture.account.token(lifetime: lifetime).signed, purpose: purpose) == reason)
    }

    @Test func theClocksMayDifferByExactBounds() async throws {
        let fixture = try Fixture()
        let token = fixture.account.token().signed
        for (offset, reason) in [
            (-60.0, nil), (-60.1, .fromFuture), (0, nil), (64.9, nil), (65, .expired), (66, .expired),
        ] as [(TimeInterval, ServiceAuthReason?)] {
            #expect(await fixture.reason(token, now: Account.start + offset) == reason, "\(offset) s")
        }
    }

    /// Every instant at which a token is accepted lies before the end of its reservation.
    @Test func theReservationOutlivesTheToken() async throws {
        let fixture = try Fixture()
        for fraction in ["", ".001", ".999"] {
            let token = fixture.account.token().claim("exp", "\(Self.second + 60)\(fraction)").signed
            let until = try #require(try await fixture.verify(token).get().replay?.until)
            let last = until - TimeInterval(ProofLifetimes.longestHandlingSeconds)
            #expect(await fixture.reason(token, now: last) == .expired, "also where handling takes its longest")
            #expect(await fixture.reason(token, now: until - 55.001) == nil)
        }
    }

    @Test func aCallMayDoWithoutTimeAndId() async throws {
        let fixture = try Fixture()
        let token = fixture.account.token().claim("jti", nil).claim("iat", nil)
        let verified = try await fixture.verify(token.signed, purpose: .answer).get()
        #expect(verified.replay == nil)
        #expect(verified.issuedAt == nil)
        let late = fixture.account.token(lifetime: 3601).claim("iat", nil)
        #expect(await fixture.reason(late.signed, purpose: .answer) == .lifetime)
        let skewed = fixture.account.token(lifetime: -4).claim("iat", nil)
        #expect(await fixture.reason(skewed.signed, purpose: .answer) == nil)
    }

    @Test(
        arguments: [
            (ServiceAuthPolicy.BareAudience.accepted, "did:web:host.example.com", nil),
            (.accepted, Account.audience, nil),
            (.refused, Account.audience, nil), (.refused, "did:web:host.example.com", .audienceMismatch),
            (.accepted, "did:web:host.example.com#other", .audienceMismatch),
            (.refused, "did:web:host.example.com#other", .audienceMismatch),
        ] as [(ServiceAuthPolicy.BareAudience, String, ServiceAuthReason?)])
    func aBareAudienceIsAcceptedOnlyWhereItIsAllowed(
        bare: ServiceAuthPolicy.BareAudience, audience: String, reason: ServiceAuthReason?
    ) async throws {
        let fixture = try Fixture(bareAudience: bare)
        let token = fixture.account.token().claim("aud", "\"\(audience)\"")
        #expect(await fixture.reason(token.signed) == reason)
    }

    @Test func theReservationOfOneTokenIsTheSameEachTimeAndOfAnotherIsNot() async throws {
        let fixture = try Fixture()
        let token = fixture.account.token().signed
        let first = try await fixture.verify(token).get().replay
        #expect(try await fixture.verify(token).get().replay == first)
        #expect(try await fixture.verify(fixture.account.token(id: "4f1e").signed).get().replay != first)
    }
}
