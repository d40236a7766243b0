// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import Identity
package import JOSE

/// A source that knows the document of one account, and nothing newer.
package struct FixedIdentities: IdentitySource {
    private let document: DIDDocument

    /// Makes the document of `did` with a signing key.
    package init(did: String, key: PublicJWK) throws(DIDDocumentError) {
        let text = """
            {"id":"\(did)","verificationMethod":[{"id":"\(did)#atproto","type":"Multikey","controller":"\(did)",
            "publicKeyMultibase":"\(Multikey(key).multibase)"}],"service":[{"id":"#atproto_pds",
            "type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.example.com"}]}
            """
        document = try DIDDocument(Array(text.utf8), for: did, reach: .publicInternet)
    }

    package func identity(
        of did: ResolvableDID, use: LookupUse, now: Date
    ) async throws(ResolutionFailure) -> ResolvedIdentity {
        guard did.text == document.id else { throw .notFound }
        return ResolvedIdentity(document: document, age: 0, source: .cached)
    }

    package func rotatedIdentity(
        of did: ResolvableDID, known: ResolvedIdentity, now: Date
    ) async -> ResolvedIdentity? { nil }
}

extension TestParty {
    /// A service-auth JWT as the account's PDS would make it; the issuer's key stands for the account's.
    package func serviceToken(for nsid: String, now: Date, id: String = UUID().uuidString) -> ProofRecipe {
        let second = Int(now.timeIntervalSince1970)
        return ProofRecipe(
            header: [("typ", "\"JWT\""), ("alg", "\"ES256\"")],
            claims: [
                ("iss", "\"\(Self.did)\""), ("aud", "\"\(Self.audience)\""), ("lxm", "\"\(nsid)\""),
                ("iat", "\(second)"), ("exp", "\(second + 60)"), ("jti", "\"\(id)\""),
            ], key: issuerKey)
    }
}
