// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import Lexicon
import StrictJSON

/// Formats the input: what is accepted stays equal as data, and formatting twice changes nothing more.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFormatter(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let file = LexiconFile(fuzzed: input(start, count))
    let formatted: [UInt8]
    do {
        formatted = try LexiconFormatter().format(file)
    } catch {
        checkPositions(of: error.findings, in: [file])
        return 0
    }
    check(isSame(value(file.bytes), value(formatted)), "formatting changes the data")
    let again = LexiconFile(relativePath: file.relativePath, displayPath: file.displayPath, bytes: formatted)
    check((try? LexiconFormatter().format(again)) == formatted, "formatting twice is not formatting once")
    checkFilter(file, formatted)
    return 0
}

/// A closure of everything keeps everything.
private func checkFilter(_ file: LexiconFile, _ formatted: [UInt8]) {
    let set = LexiconSet([file])
    guard !set.hasErrors, let all = DefinitionPattern("*#*") else { return }
    let closure = DefinitionClosure(of: [all], in: set)
    let kept = try? LexiconFormatter().format(file, keeping: closure)
    check(kept == formatted, "keeping every definition changes the file")
}

private func value(_ bytes: [UInt8]) -> JSONValue? { try? JSONParser(limits: .file).parse(bytes) }

/// Whether two values are equal byte by byte, with members of objects in any order.
private func isSame(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.real(let left), .real(let right)): left.bitPattern == right.bitPattern
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left.count == right.count && zip(left, right).allSatisfy(isSame)
    case (.object(let left), .object(let right)):
        left.members.count == right.members.count
            && left.members.allSatisfy { isSame($0.value, right[$0.name]) }
    default: false
    }
}
