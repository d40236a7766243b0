// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import Lexicon
import LexiconCodegen

/// Generates code from lexicons that the input describes and checks what every compiler would check first.
///
/// The input is documents between zero bytes where it begins with a brace, and decisions of a grammar otherwise.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzGenerator(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    let isText = bytes.first == UInt8(ascii: "{")
    let head = isText ? UInt8(truncatingIfNeeded: count) : bytes.first ?? 0
    let files = isText ? documents(bytes) : LexiconBuilder.files(bytes.dropFirst())
    let set = LexiconSet(files)
    checkPositions(of: set.diagnostics, in: files)
    let pipeline = GeneratorPipeline(options: options(head))
    let outputs = pipeline.generate(set)
    check(outputs.isEmpty == set.hasErrors, "nothing is generated without an error")
    check(pipeline.generate(LexiconSet(files.reversed())) == outputs, "the order of the files matters")
    SwiftTextChecker.check(outputs.map { (name: $0.fileName, text: $0.text) })
    // Not for every input, as it takes as long as all the rest.
    if count.isMultiple(of: 4) { checkClosure(set, pipeline, outputs) }
    return 0
}

private func documents(_ bytes: [UInt8]) -> [LexiconFile] {
    bytes.split(separator: 0).prefix(8).enumerated().map { position, text in
        LexiconFile(fuzzed: Array(text), displayPath: "\(position).json")
    }
}

private func options(_ head: UInt8) -> GeneratorOptions {
    let accesses = GeneratorOptions.Access.allCases
    var parts: Set<GeneratorOptions.Part> = []
    for (position, part) in GeneratorOptions.Part.allCases.enumerated() where head >> position & 1 == 0 {
        parts.insert(part)
    }
    return GeneratorOptions(
        access: accesses[Int(head >> 4) % accesses.count], parts: parts, defaults: head & 8 == 0 ? .sent : .omitted)
}

/// Everything together is the same as everything, and a part on its own generates too.
private func checkClosure(_ set: LexiconSet, _ pipeline: GeneratorPipeline, _ outputs: [GeneratorPipeline.Output]) {
    guard !set.hasErrors, let all = DefinitionPattern("*#*"), let first = set.documents.first,
        let root = DefinitionPattern("\(first.id)#*")
    else { return }
    let everything = set.filtered(to: DefinitionClosure(of: [all], in: set))
    check(pipeline.generate(everything) == outputs, "the closure of everything is not everything")
    let part = pipeline.generate(set.filtered(to: DefinitionClosure(of: [root], in: set)))
    SwiftTextChecker.check(part.map { (name: $0.fileName, text: $0.text) })
}
