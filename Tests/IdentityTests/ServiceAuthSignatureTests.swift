// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import Identity
import JOSE
import Testing

/// Signatures, and keys that change.
@Suite struct ServiceAuthSignatureTests {
    @Test(arguments: 0..<16) func everyOtherSpellingOfTheSignatureIsRefused(offset: Int) async throws {
        let fixture = try Fixture()
        let token = fixture.account.token().signed
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let last = try #require(token.last)
        let position = try #require(alphabet.firstIndex(of: last))
        let other = alphabet[position & 0x30 | ((position + offset) & 0x0F)]
        let reason = await fixture.reason(token.dropLast() + String(other))
        #expect(reason == (offset == 0 ? nil : .encoding))
    }

    static let shapes: [(@Sendable (String) -> String, ServiceAuthReason)] = [
        ({ $0 + "=" }, .encoding), ({ $0 + "\n" }, .encoding), ({ " " + $0 }, .encoding), ({ $0 + ".x" }, .parts),
        ({ $0 + "." }, .parts), ({ $0.replacingOccurrences(of: ".", with: "..") }, .parts), ({ _ in "" }, .parts),
        ({ _ in "a.b" }, .parts), ({ _ in "e30.e30.AA" }, .algorithm), ({ _ in "W10.e30.AA" }, .json),
        ({ $0.split(separator: ".").dropLast().joined(separator: ".") + ".AA" }, .signatureLength),
        ({ $0 + String(repeating: "A", count: 4096) }, .tooLarge),
        (
            { $0.split(separator: ".").dropLast().joined(separator: ".") + "." + String(repeating: "A", count: 86) },
            .signature
        ),
    ]

    @Test func malformedTokensAreRefusedForTheirForm() async throws {
        let fixture = try Fixture()
        let token = fixture.account.token().signed
        for (position, (break_, reason)) in Self.shapes.enumerated() {
            #expect(await fixture.reason(break_(token)) == reason, "shape \(position)")
        }
        #expect(Self.shapes.count == 13)
    }

    @Test func duplicateClaimsAreRefused() async throws {
        let fixture = try Fixture()
        let recipe = fixture.account.token()
        let claims = recipe.claimsJSON.dropLast() + ",\"aud\":\"did:web:evil.example.com\"}"
        #expect(await fixture.reason(recipe.signed(header: recipe.headerJSON, claims: String(claims))) == .json)
        let header = recipe.headerJSON.dropLast() + ",\"alg\":\"ES256\"}"
        #expect(await fixture.reason(recipe.signed(header: String(header), claims: recipe.claimsJSON)) == .json)
    }

    @Test func aSignatureInDERIsRefused() async throws {
        let fixture = try Fixture()
        let parts = fixture.account.token().signed.split(separator: ".").map(String.init)
        let raw = try #require(Base64URL.decode(parts[2].utf8))
        let der = [0x30, 68, 0x02, 32] + raw[..<32] + [0x02, 32] + raw[32...]
        #expect(await fixture.reason("\(parts[0]).\(parts[1]).\(Base64URL.encode(der))") == .signatureLength)
    }

    /// n − s, as RFC 9449 itself prints it.
    @Test func aHighSIsAccepted() async throws {
        let fixture = try Fixture()
        let parts = fixture.account.token().signed.split(separator: ".").map(String.init)
        let raw = try #require(Base64URL.decode(parts[2].utf8))
        let order: [UInt8] = [
            0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
        ]
        let twin = raw[..<32] + Self.difference(order, Array(raw[32...]))
        #expect(await fixture.reason("\(parts[0]).\(parts[1]).\(Base64URL.encode(twin))") == nil)
    }

    private static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var result = left
        var borrow = 0
        for position in left.indices.reversed() {
            let value = Int(left[position]) - Int(right[position]) - borrow
            borrow = value < 0 ? 1 : 0
            result[position] = UInt8(truncatingIfNeeded: value)
        }
        return result
    }

    @Test func bothCurvesSignAndNeitherForTheOther() async throws {
        let fixture = try Fixture()
        let key = try #require(Secp256k1TestKey(secret: [UInt8](repeating: 7, count: 32)))
        let document = Account.documentJSON(did: Account.did, multibase: Multikey(key.publicKey).multibase)
        fixture.resolver.set(
            .success(try DIDDocument(Array(document.utf8), for: Account.did, reach: .publicInternet)))
        func token(_ algorithm: String) -> String {
            let recipe = fixture.account.token().header("alg", "\"\(algorithm)\"")
            let input = Base64URL.encode(recipe.headerJSON.utf8) + "." + Base64URL.encode(recipe.claimsJSON.utf8)
            return input + "." + Base64URL.encode(key.signature(for: Array(input.utf8)))
        }
        #expect(await fixture.reason(token("ES256K")) == nil)
        #expect(await fixture.reason(token("ES256")) == .keyCurve)
        #expect(await fixture.reason(fixture.account.token().signed) == .keyCurve)
    }

    @Test func anotherAccountsKeyDoesNotSign() async throws {
        let fixture = try Fixture()
        let other = try Account()
        #expect(await fixture.reason(other.token().signed) == .signature)
    }

    @Test func aRotatedKeyIsAcceptedAfterOneForcedRefresh() async throws {
        let fixture = try Fixture()
        _ = try await fixture.verify(fixture.account.token().signed).get()
        let rotated = try Account()
        fixture.resolver.set(.success(try rotated.document))
        let now = Account.start + 30
        let verified = try await fixture.verify(rotated.token(now: now).signed, now: now).get()
        #expect(verified.signingKey == rotated.key.publicKey)
        #expect(fixture.resolver.count == 2)
        #expect(fixture.log.count(.changed) == 1)
        #expect(await fixture.reason(fixture.account.token(now: now).signed, now: now) == .signature)
        #expect(fixture.resolver.count == 2)
    }

    @Test func aRotationToTheOtherCurveIsNoticedToo() async throws {
        let fixture = try Fixture()
        let key = try #require(Secp256k1TestKey(secret: [UInt8](repeating: 9, count: 32)))
        let document = Account.documentJSON(did: Account.did, multibase: Multikey(key.publicKey).multibase)
        let other = try DIDDocument(Array(document.utf8), for: Account.did, reach: .publicInternet)
        fixture.resolver.set(.success(other))
        #expect(await fixture.reason(fixture.account.token().signed) == .keyCurve)
        fixture.resolver.set(.success(try fixture.account.document))
        #expect(await fixture.reason(fixture.account.token().signed) == nil)
    }

    @Test func anOldKeyIsRefusedFiveMinutesAfterItsRotation() async throws {
        let fixture = try Fixture()
        _ = try await fixture.verify(fixture.account.token().signed).get()
        fixture.resolver.set(.success(try Account().document))
        for (age, reason) in [(299.0, nil), (300, .signature)] as [(TimeInterval, ServiceAuthReason?)] {
            let now = Account.start + age
            #expect(await fixture.reason(fixture.account.token(now: now).signed, now: now) == reason)
        }
    }

    @Test func aThousandBadSignaturesCauseOneRefreshAMinute() async throws {
        let fixture = try Fixture()
        _ = try await fixture.verify(fixture.account.token().signed).get()
        let other = try Account()
        for number in 0..<1000 {
            let now = Account.start + Double(number) * 0.119 + 1  // two minutes in all
            #expect(await fixture.reason(other.token(now: now).signed, now: now) == .signature)
        }
        #expect(fixture.log.count(.unchanged) == 2)
        #expect(fixture.log.count(.refused) == 998)
        #expect(fixture.resolver.count == 3)
    }

    @Test func aThousandBadSignaturesAtOnceCauseOneRefresh() async throws {
        let fixture = try Fixture()
        _ = try await fixture.verify(fixture.account.token().signed).get()
        let bad = try Account().token().signed
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<1000 {
                group.addTask { await fixture.reason(bad, now: Account.start + 1) == .signature }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused == 1000)
        #expect(fixture.resolver.count == 2)
        #expect(fixture.log.count(.unchanged) == 1)
    }

    /// One caller's refresh serves the others, although they may cause none of their own.
    @Test func aRotatedKeyServesEveryoneWhoCameWithItAtOnce() async throws {
        let fixture = try Fixture()
        _ = try await fixture.verify(fixture.account.token().signed).get()
        let rotated = try Account()
        fixture.resolver.set(.success(try rotated.document))
        let token = rotated.token().signed
        let known = try await fixture.directory.identity(
            of: try #require(ResolvableDID(Account.did, reach: .publicInternet)), use: .credential,
            now: Account.start + 1)
        #expect(await fixture.reason(token, now: Account.start + 1) == nil)
        let newer = try await fixture.directory.rotatedIdentity(
            of: try #require(ResolvableDID(Account.did, reach: .publicInternet)), known: known,
            now: Account.start + 2)
        #expect(newer?.document.signingKey == .success(rotated.key.publicKey))
        #expect(fixture.resolver.count == 2)
    }

    @Test func aDocumentThatWasJustFetchedIsNotFetchedAgain() async throws {
        let fixture = try Fixture()
        #expect(await fixture.reason(try Account().token().signed) == .signature)
        #expect(fixture.resolver.count == 1)
    }

    static let failures: [(ResolutionFailure, ServiceAuthReason)] = [
        (.notFound, .issuerUnknown), (.invalid(.malformed), .issuerDocument),
        (.refused(.addressRefused), .issuerDocument), (.unavailable(.timedOut), .identityUnavailable),
    ]

    /// What is left are rules of the host: its header field, and the store of spent tokens.
    @Test func everyReasonIsReachedByACase() {
        let reached =
            ServiceAuthVerifierTests.badHeaders.map(\.2) + ServiceAuthVerifierTests.badClaims.map(\.2)
            + Self.shapes.map(\.1) + Self.failures.map(\.1) + [.issuerKey]
        let left = Set(ServiceAuthReason.allCases).subtracting(reached)
        let names = left.map(\.errorName).filter {
            !["AuthenticationRequired", "JwtReplayed", "TemporarilyUnavailable"].contains($0)
        }
        #expect(names.isEmpty, "\(left)")
    }

    @Test(arguments: failures) func withoutADocumentNothingIsVerified(
        failure: ResolutionFailure, reason: ServiceAuthReason
    ) async throws {
        let fixture = try Fixture()
        fixture.resolver.set(.failure(failure))
        #expect(await fixture.reason(fixture.account.token().signed) == reason)
        #expect(reason.isOutage == failure.isOutage)
    }

    @Test func aDocumentWithoutAKeyIsRefused() async throws {
        let fixture = try Fixture()
        let text = "{\"id\":\"\(Account.did)\"}"
        fixture.resolver.set(.success(try DIDDocument(Array(text.utf8), for: Account.did, reach: .publicInternet)))
        #expect(await fixture.reason(fixture.account.token().signed) == .issuerKey)
    }

    @Test func inAnOutageTheCopyServesForAnHour() async throws {
        let fixture = try Fixture()
        _ = try await fixture.verify(fixture.account.token().signed).get()
        fixture.resolver.set(.failure(.unavailable(.status(503))))
        for (age, reason) in [
            (3600.0, nil), (3601, .identityUnavailable),
        ] as [(TimeInterval, ServiceAuthReason?)] {
            let now = Account.start + age
            #expect(await fixture.reason(fixture.account.token(now: now).signed, now: now) == reason)
        }
    }
}
