// SPDX-License-Identifier: Apache-2.0

import DPoP
import FuzzSupport

/// Reads the input as the `htu` of a proof; a normal form is its own normal form.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTarget(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: input(start, count), as: UTF8.self)
    guard let target = HTTPTarget(text) else { return 0 }
    check(text.utf8.count <= HTTPTarget.maximumBytes, "a URL that is too long")
    check(text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a URL that is not plain ASCII")
    check((1...65_535).contains(target.port), "a port outside its range")
    check(target.scheme == "http" || target.scheme == "https", "another scheme")
    // Behind scheme, nothing and host.
    let path = target.normalized.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3)
    check(!path.contains(".") && !path.contains(".."), "a dot segment is left")
    check(!target.normalized.utf8.contains { "?#\\".utf8.contains($0) }, "a query is left")
    let again = HTTPTarget(target.normalized)
    check(again?.normalized == target.normalized, "the normal form has another normal form: \(target.normalized)")
    check(again == target, "a URL differs from its normal form")
    check(HTTPTarget(target.origin)?.origin == target.origin, "the origin has another origin")
    return 0
}
