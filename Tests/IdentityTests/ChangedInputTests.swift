// SPDX-License-Identifier: Apache-2.0

import HostTestSupport
import Identity
import JOSE
import Testing

/// Good input with one thing changed, everywhere.
@Suite struct ChangedInputTests {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=\n".utf8)

    @Test func noChangedCharacterOfATokenIsAccepted() async throws {
        let fixture = try Fixture()
        let token = Array(fixture.account.token().signed.utf8)
        #expect(await fixture.reason(String(decoding: token, as: UTF8.self)) == nil)
        var tried = 0
        for position in token.indices {
            for step in [1, 17, 40] {
                let old = Self.alphabet.firstIndex(of: token[position]) ?? 0
                var changed = token
                changed[position] = Self.alphabet[(old + step) % Self.alphabet.count]
                let reason = await fixture.reason(String(decoding: changed, as: UTF8.self))
                #expect(reason != nil, "position \(position), step \(step)")
                tried += 1
            }
        }
        #expect(tried == token.count * 3)
    }

    @Test func noBeginningOfATokenIsAccepted() async throws {
        let fixture = try Fixture()
        let token = fixture.account.token().signed
        for length in 0..<token.utf8.count {
            #expect(await fixture.reason(String(token.prefix(length))) != nil, "\(length) characters")
        }
        #expect(fixture.resolver.count == 0)
    }

    /// Whatever a directory sends, the key is the account's own or there is none.
    @Test func aChangedDocumentNeverGivesAnotherKeyForTheSameText() throws {
        let account = try Account()
        let document = Array(account.documentJSON.utf8)
        let key = Multikey(account.key.publicKey).multibase
        for position in document.indices {
            for mask: UInt8 in [0x01, 0x20, 0x80] {
                var changed = document
                changed[position] ^= mask
                guard let read = try? DIDDocument(changed, for: account.did, reach: .publicInternet),
                    case .success(let found) = read.signingKey, found != account.key.publicKey
                else { continue }
                #expect(!String(decoding: changed, as: UTF8.self).contains(key), "position \(position), mask \(mask)")
            }
        }
        for length in document.indices {
            #expect(throws: DIDDocumentError.malformed) {
                try DIDDocument(Array(document.prefix(length)), for: account.did, reach: .publicInternet)
            }
        }
    }

    @Test func noChangedCharacterOfAKeyIsTheSameKey() throws {
        let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0OIl".utf8)
        for text in [MultikeyTests.p256, MultikeyTests.secp256k1] {
            let key = try #require(Multikey(multibase: text))
            let characters = Array(text.utf8)
            for position in characters.indices {
                for other in alphabet where other != characters[position] {
                    var changed = characters
                    changed[position] = other
                    #expect(Multikey(multibase: String(decoding: changed, as: UTF8.self)) != key)
                }
            }
        }
    }

    @Test func theBoundsOfAFetchAreTheDocumentedOnes() {
        let limits = FetchLimits()
        #expect(limits.total == .seconds(3))
        #expect(limits.maximumBytes == 65_536)
        #expect(limits.inFlightPerHost == 2)
        #expect(limits.inFlight == 64)
        #expect(limits.waiting == 1024)
        #expect(FetchLimits.directory.inFlightPerHost == 16)
        #expect(FetchLimits.directory.total == limits.total)
    }
}
