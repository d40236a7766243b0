// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import Identity
import JOSE

/// Reads the input as a DID document, as a multibase key and as a DID; what is accepted says only what it may.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDocument(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    let did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
    for reach in [NetworkReach.publicInternet, .publicInternetAndLoopback] {
        if let document = try? DIDDocument(bytes, for: did, reach: reach) { checkContent(of: document, did, reach) }
        checkName(String(decoding: bytes, as: UTF8.self), reach)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let key = Multikey(multibase: text) { check(key.multibase == text, "a key has two spellings") }
    if let key = Multikey(didKey: text) { check(key.didKey == text, "a did:key has two spellings") }
    return 0
}

private func checkContent(of document: DIDDocument, _ did: String, _ reach: NetworkReach) {
    check(document.id == did, "the document is about somebody else")
    if case .success(let origin) = document.pds, case .publicInternet = reach {
        check(origin.text.hasPrefix("https://"), "a PDS without TLS")
        check(origin.text == "https://\(origin.host)", "a PDS with more than a host")
    }
    if case .success(let key) = document.signingKey {
        check(Multikey(multibase: Multikey(key).multibase)?.key == key, "a key differs from its own spelling")
    }
}

/// Names that are accepted are their own normal form, or nobody could compare them.
private func checkName(_ text: String, _ reach: NetworkReach) {
    if let did = ResolvableDID(text, reach: reach) {
        check(did.text == text, "a DID with two spellings")
        check(text.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "a DID that is not ASCII")
    }
    if let origin = WebOrigin(text, reach: reach) {
        check(WebOrigin(origin.text, reach: reach) == origin, "an origin changes when it is read again")
    }
}
