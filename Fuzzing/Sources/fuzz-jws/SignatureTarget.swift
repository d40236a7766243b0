// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import JOSE
import SignedTexts
import StrictJSON

private let known = SignedTexts()

/// Reads the input as a compact JWS with its key in the header; only texts of the corpus and their twins are signed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSignature(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: input(start, count), as: UTF8.self)
    check(known.count > 500, "the corpus is not there")
    let algorithms = Set(SignatureAlgorithm.allCases)
    guard let jws = try? UnverifiedJWS(text, maximumBytes: 8192, algorithms: algorithms) else { return 0 }
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    check(parts.count == 3, "a JWS of \(parts.count) parts")
    for part in parts {
        let bytes = Base64URL.decode(part)
        check(bytes.map { Base64URL.encode($0).utf8.elementsEqual(part) } == true, "a part has two spellings")
    }
    check(!jws.header.contains("crit") && !jws.header.contains("b64"), "an extension is accepted")
    guard let members = jws.header["jwk"]?.object, let key = try? PublicJWK(members, for: jws.algorithm) else {
        return 0
    }
    if jws.isSigned(by: key.key) { check(known.contains(text, on: key.curve), "a signature that nobody made") }
    return 0
}
