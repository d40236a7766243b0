// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import JOSE

/// A JWS in the making: members as raw JSON, so that a test can write what no encoder would.
package struct ProofRecipe {
    package var header: [(name: String, json: String)]
    package var claims: [(name: String, json: String)]
    package var key: P256PrivateKey

    package init(header: [(String, String)], claims: [(String, String)], key: P256PrivateKey) {
        self.header = header.map { (name: $0.0, json: $0.1) }
        self.claims = claims.map { (name: $0.0, json: $0.1) }
        self.key = key
    }

    /// Sets or, with nil, removes a claim.
    package func claim(_ name: String, _ json: String?) -> ProofRecipe {
        var copy = self
        copy.claims.removeAll { $0.name == name }
        if let json { copy.claims.append((name, json)) }
        return copy
    }

    /// Sets or, with nil, removes a header member.
    package func header(_ name: String, _ json: String?) -> ProofRecipe {
        var copy = self
        copy.header.removeAll { $0.name == name }
        if let json { copy.header.append((name, json)) }
        return copy
    }

    package var headerJSON: String { Self.object(header) }
    package var claimsJSON: String { Self.object(claims) }

    /// The signed compact serialization.
    package var signed: String { signed(header: headerJSON, claims: claimsJSON) }

    /// Signs other text than the members would give.
    package func signed(header: String, claims: String) -> String {
        JWSSigner(key: key).sign(header: header, payload: claims) ?? ""
    }

    private static func object(_ members: [(name: String, json: String)]) -> String {
        "{" + members.map { "\"\($0.name)\":\($0.json)" }.joined(separator: ",") + "}"
    }
}

/// A signed-in app with its own key, its authorization server, and the credentials that they make.
package struct TestParty {
    package let appKey: P256PrivateKey
    package let issuerKey: P256PrivateKey
    package static let issuer = "https://as.test"
    package static let audience = "did:web:host.test#appview"
    package static let did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
    package static let keyID = "k1"

    package init() throws {
        guard let appKey = P256PrivateKey(), let issuerKey = P256PrivateKey() else { throw NoKey() }
        self.appKey = appKey
        self.issuerKey = issuerKey
    }

    package struct NoKey: Error {}

    /// The issuer's key set.
    package var keySet: JWKSet {
        get throws {
            let members = issuerKey.publicKey.canonicalForm.dropLast()
            return try JWKSet(Array(#"{"keys":[\#(members),"kid":"\#(Self.keyID)"}]}"#.utf8))
        }
    }

    /// A good proof for a call.
    package func proof(
        _ method: String = "POST", _ url: String, token: String?, nonce: String?, now: Date,
        id: String = UUID().uuidString
    ) -> ProofRecipe {
        var claims = [
            ("jti", "\"\(id)\""), ("htm", "\"\(method)\""), ("htu", "\"\(url)\""),
            ("iat", "\(Int(now.timeIntervalSince1970))"),
        ]
        if let token { claims.append(("ath", "\"\(Base64URL.encode(Libcrypto.sha256(Array(token.utf8))))\"")) }
        if let nonce { claims.append(("nonce", "\"\(nonce)\"")) }
        return ProofRecipe(
            header: [("typ", "\"dpop+jwt\""), ("alg", "\"ES256\""), ("jwk", appKey.publicKey.canonicalForm)],
            claims: claims, key: appKey)
    }

    /// A good access token bound to the app's key.
    package func accessToken(now: Date, did: String = TestParty.did) -> ProofRecipe {
        let second = Int(now.timeIntervalSince1970)
        return ProofRecipe(
            header: [("typ", "\"at+jwt\""), ("alg", "\"ES256\""), ("kid", "\"\(Self.keyID)\"")],
            claims: [
                ("iss", "\"\(Self.issuer)\""), ("sub", "\"\(did)\""), ("aud", "\"\(Self.audience)\""),
                ("client_id", "\"https://app.test/client.json\""), ("jti", "\"\(UUID().uuidString)\""),
                ("iat", "\(second)"), ("exp", "\(second + 900)"),
                ("scope", "\"atproto rpc:*?aud=did:web:host.test%23appview\""),
                ("cnf", "{\"jkt\":\"\(appKey.publicKey.thumbprint)\"}"),
            ], key: issuerKey)
    }
}
