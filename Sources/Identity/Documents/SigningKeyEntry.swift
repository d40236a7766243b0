// SPDX-License-Identifier: Apache-2.0

import JOSE
import StrictJSON

/// The verification method that signs for an account (atproto.com/specs/did, "Public Keys").
enum SigningKeyEntry {
    static let fragment = "#atproto"

    /// The types that are understood; the last two are from before Multikey and hold a bare point.
    private enum Kind: String, CaseIterable {
        case multikey = "Multikey"
        case p256 = "EcdsaSecp256r1VerificationKey2019"
        case secp256k1 = "EcdsaSecp256k1VerificationKey2019"

        func key(_ text: String) -> PublicJWK? {
            switch self {
            case .multikey: Multikey(multibase: text)?.key
            case .p256: Multikey(legacyMultibase: text, curve: .p256)?.key
            case .secp256k1: Multikey(legacyMultibase: text, curve: .secp256k1)?.key
            }
        }
    }

    /// The key of the first entry of that name; a later one does not stand in for a bad one.
    static func key(in methods: [JSONValue], of did: String) -> Result<PublicJWK, DIDDocumentFlaw> {
        guard let entry = DIDDocument.entry(fragment, in: methods, of: did) else { return .failure(.keyMissing) }
        guard entry["controller"].isText(did) else { return .failure(.keyController) }
        guard let kind = Kind.allCases.first(where: { entry["type"].isText($0.rawValue) }) else {
            return .failure(.keyType)
        }
        guard let text = entry["publicKeyMultibase"]?.string, let key = kind.key(text) else {
            return .failure(.keyMalformed)
        }
        return .success(key)
    }
}
