// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HostTestSupport
import Identity
import JOSE
import StrictJSON
import Testing
import XRPCCore

/// The public corpus of service tokens: `vectors/service-auth.json`.
@Suite struct VectorServiceTests {
    static let cases = VectorCorpus.cases("service-auth")

    @Test(arguments: cases) func everyCaseHasItsListedResult(test: VectorCase) async throws {
        let service = try #require(VectorService(test.configuration))
        #expect(await service.result(of: test) == test.result)
    }

    @Test func theFileIsComplete() throws {
        let file = try VectorCorpus.file("service-auth")
        #expect(file.numberOfCases == 185)
        #expect(file.cases.count == 185)
        #expect(Set(file.cases.map(\.id)).count == 185)
        #expect(file.cases.count { $0.result == "accepted" } == 34)
    }

    @Test(arguments: ServiceAuthReason.allCases) func everyReasonOccursButOutages(reason: ServiceAuthReason) {
        #expect(Self.cases.contains { $0.result == reason.rawValue } != reason.isOutage)
    }
}

/// Decides a case as a host does: the header line, the token, single use.
private struct VectorService {
    private let verifier: ServiceAuthVerifier
    private let purpose: ServiceAuthPurpose

    /// Reads a configuration of the corpus; nil where it has another form.
    init?(_ configuration: JSONObject) {
        guard let audiences = configuration["audiences"]?.array?.compactMap(\.string),
            let documents = configuration["identities"]?.object, let isMint = configuration["singleUse"]?.bool
        else { return nil }
        let named = audiences.filter { $0.utf8.contains(UInt8(ascii: "#")) }
        verifier = ServiceAuthVerifier(
            policy: ServiceAuthPolicy(
                audiences: named, bareAudience: named.count < audiences.count ? .accepted : .refused),
            identities: FixedDocuments(documents: documents))
        purpose = isMint ? .effect : .answer
        guard configuration["maximumLifetimeSeconds"]?.integer == purpose.maximumLifetimeSeconds else { return nil }
    }

    /// Compares bytes.
    private static func areSame(_ left: String?, _ right: String?) -> Bool {
        left.map { Array($0.utf8) } == right.map { Array($0.utf8) }
    }

    /// `accepted` or the code of the refusal.
    func result(of test: VectorCase) async -> String {
        let text: String
        do throws(Refusal) {
            guard let field = try AuthorizationField(lines: test.authorization) else { return "credentials-missing" }
            text = field.token
        } catch {
            return error.reason.rawValue
        }
        do throws(ServiceAuthRefusal) {
            guard let method = NSID(rawValue: test.nsid) else { return "no method" }
            let token = try await verifier.verify(
                UnverifiedServiceAuth(text), method: method, purpose: purpose, now: test.clock)
            let isUsed = test.used.contains {
                Self.areSame($0["issuer"]?.string, token.replay?.issuer.rawValue)
                    && Self.areSame($0["id"]?.string, token.replay?.id)
            }
            return isUsed && purpose == .effect ? ServiceAuthReason.replayed.rawValue : "accepted"
        } catch {
            return error.reason.rawValue
        }
    }
}

/// The documents of a configuration; nobody's key is ever rotated.
private struct FixedDocuments: IdentitySource {
    let documents: JSONObject

    func identity(
        of did: ResolvableDID, use: LookupUse, now: Date
    ) async throws(ResolutionFailure) -> ResolvedIdentity {
        guard let value = documents[did.text] else { throw .notFound }
        do {
            let document = try DIDDocument(Array(value.text.utf8), for: did.text, reach: .publicInternet)
            return ResolvedIdentity(document: document, age: 0, source: .fetched)
        } catch {
            throw .invalid(error)
        }
    }

    func rotatedIdentity(of did: ResolvableDID, known: ResolvedIdentity, now: Date) async -> ResolvedIdentity? { nil }
}
