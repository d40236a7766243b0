// SPDX-License-Identifier: Apache-2.0

import JOSE
import Testing

/// Verifiers of libcrypto serve one key after another; no key may ever pass for the one before it.
@Suite struct P256Tests {
    private let message = Array("a message".utf8)

    private func signed() throws -> (key: PublicJWK, signature: [UInt8]) {
        let key = try #require(P256PrivateKey())
        return (key.publicKey, try #require(key.signature(for: message)))
    }

    @Test func aSignatureIsValidForItsOwnKeyOnlyInAnyOrderOfKeys() throws {
        let parties = try (0..<6).map { _ in try signed() }
        for (first, one) in parties.enumerated() {
            for (second, other) in parties.enumerated() {
                #expect(one.key.key.isValid(signature: one.signature, for: message))
                #expect(other.key.key.isValid(signature: one.signature, for: message) == (first == second))
            }
        }
    }

    @Test func aPointOffTheCurveIsRefusedAndLeavesNoTrace() throws {
        let party = try signed()
        #expect(party.key.key.isValid(signature: party.signature, for: message))
        var y = party.key.y
        y[31] ^= 1
        #expect(PublicJWK(curve: .p256, x: party.key.x, y: y) == nil)
        #expect(party.key.key.isValid(signature: party.signature, for: message))
    }

    @Test func keysServeManyTasksAtOnce() async throws {
        let parties = try (0..<8).map { _ in try signed() }
        let message = message
        let mistakes = await withTaskGroup(of: Int.self) { group in
            for position in 0..<64 {
                let own = parties[position % 8]
                let foreign = parties[(position + 1) % 8]
                group.addTask {
                    (0..<50).count { _ in
                        !own.key.key.isValid(signature: own.signature, for: message)
                            || own.key.key.isValid(signature: foreign.signature, for: message)
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(mistakes == 0)
    }
}
