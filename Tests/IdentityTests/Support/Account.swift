// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import Identity
import JOSE

/// An account with a P-256 signing key, its DID document, and the tokens that its PDS would make.
struct Account {
    static let did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
    static let audience = "did:web:host.example.com#appview"
    static let method = "app.example.identity.mintToken"
    static let pds = "https://pds.example.com"
    static let start = Date(timeIntervalSince1970: 1_750_000_000)

    let did: String
    let key: P256PrivateKey

    struct NoKey: Error {}

    init(did: String = Account.did) throws {
        guard let key = P256PrivateKey() else { throw NoKey() }
        self.did = did
        self.key = key
    }

    /// The document as a directory would give it.
    var documentJSON: String { Self.documentJSON(did: did, multibase: Multikey(key.publicKey).multibase) }

    var document: DIDDocument {
        get throws { try DIDDocument(Array(documentJSON.utf8), for: did, reach: .publicInternet) }
    }

    static func documentJSON(did: String, multibase: String) -> String {
        """
        {"@context":["https://www.w3.org/ns/did/v1"],"id":"\(did)","alsoKnownAs":["at://user.example.com"],
        "verificationMethod":[{"id":"\(did)#atproto","type":"Multikey","controller":"\(did)",
        "publicKeyMultibase":"\(multibase)"}],
        "service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"\(pds)"}]}
        """
    }

    /// A token that is good for everything; change one thing to see it refused.
    func token(now: Date = start, lifetime: Int = 60, id: String = "4f1d") -> ProofRecipe {
        let second = Int(now.timeIntervalSince1970)
        return ProofRecipe(
            header: [("typ", "\"JWT\""), ("alg", "\"ES256\"")],
            claims: [
                ("iss", "\"\(did)\""), ("aud", "\"\(Self.audience)\""), ("lxm", "\"\(Self.method)\""),
                ("iat", "\(second)"), ("exp", "\(second + lifetime)"), ("jti", "\"\(id)\""),
            ], key: key)
    }
}
