// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import JOSE
import StrictJSON

/// Reads the input as a JSON Web Key and as a set of them; an accepted key is public and has one canonical form.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzKey(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    if let set = try? JWKSet(bytes) { for entry in set.entries { checkForm(of: entry.key) } }
    guard let object = try? JSONParser(limits: .token).parse(bytes).object else { return 0 }
    for algorithm in SignatureAlgorithm.allCases {
        guard let key = try? PublicJWK(object, for: algorithm) else { continue }
        for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"] {
            check(!object.contains(name), "a private key is accepted: \(name)")
        }
        check(key.curve == algorithm.curve, "a key of another curve")
        check(object["x"]?.string == Base64URL.encode(key.x), "x has another spelling")
        check(object["y"]?.string == Base64URL.encode(key.y), "y has another spelling")
        checkForm(of: key)
    }
    return 0
}

private func checkForm(of key: PublicJWK) {
    check(key.x.count == 32 && key.y.count == 32, "coordinates of other lengths")
    check(key.thumbprint.utf8.count == 43, "a thumbprint of another length")
    let again = PublicJWK(curve: key.curve, x: key.x, y: key.y)
    check(again?.canonicalForm == key.canonicalForm, "a key differs from its coordinates")
}
