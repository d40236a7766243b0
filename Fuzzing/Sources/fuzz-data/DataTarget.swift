// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import LexJSON
import StrictJSON
import XRPCCore

/// Reads a text that begins with a bracket as JSON, and others after their first byte as DRISL or an event frame.
///
/// What is read is written back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzData(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    let rest = Array(bytes.dropFirst())
    switch bytes.first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): readJSON(bytes)
    case 0: readItem(rest)
    default: readFrame(rest)
    }
    return 0
}

/// There is one form for each value, so what is read is written back byte by byte.
private func readItem(_ bytes: [UInt8]) {
    do {
        let value = try LexValue(drisl: bytes)
        check((try? value.drisl) == bytes, "an item has two forms")
        checkJSON(of: value)
    } catch {
        check((0...bytes.count).contains(error.offset), "an offset outside the bytes: \(error)")
    }
    var slice = ([0xFF] + bytes)[1...]
    if let value = try? LexValue(takingDRISLFrom: &slice) {
        check((try? value.drisl) == Array(bytes.dropLast(slice.count)), "an item that is followed has two forms")
    } else {
        check(slice.count == bytes.count, "an error moves the bytes")
    }
}

private func readFrame(_ bytes: [UInt8]) {
    do {
        let frame = try EventFrame(bytes)
        guard let encoded = try? frame.encoded(), let again = try? EventFrame(encoded) else {
            check(false, "a frame cannot be written or read again")
            return
        }
        check(again == frame, "a frame differs after a round trip")
        check((try? again.encoded()) == encoded, "a frame has two forms")
    } catch .encoding(let error) {
        check((0...bytes.count).contains(error.offset), "an offset outside the frame: \(error)")
    } catch {}
}

private func readJSON(_ bytes: [UInt8]) {
    guard let json = try? JSONParser(limits: .body).parse(bytes), let value = try? LexValue(json) else { return }
    checkJSON(of: value)
    let binary: [UInt8]
    do {
        binary = try value.drisl
    } catch {
        check(error.code == .tooDeep || error.code == .duplicateKey, "no binary form: \(error)")
        return
    }
    guard let again = try? LexValue(drisl: binary) else {
        check(false, "the binary form cannot be read")
        return
    }
    check(again == value, "the value differs after a round trip")
}

/// The JSON of a value that JSON can carry reads as the same value.
private func checkJSON(of value: LexValue) {
    let text = value.json
    let limits = JSONLimits(maximumBytes: .max, maximumDepth: 128, maximumMembers: .max)
    guard let json = try? JSONParser(limits: limits).parse(text) else {
        // The parser refuses names with U+0000.
        check(String(decoding: text, as: UTF8.self).contains("\\u0000"), "the JSON of a value is not JSON")
        return
    }
    // A value from bytes may have members that mean something else in JSON, such as $link.
    guard let again = try? LexValue(json) else { return }
    check(again.json == text, "the JSON of a value differs after a round trip")
}
