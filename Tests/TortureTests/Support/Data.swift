// SPDX-License-Identifier: Apache-2.0

import Foundation
import LexJSON
import Lexicon
import StrictJSON
import Testing
import XRPCCore

/// The data that a JSON text stands for.
func data(_ json: String) throws -> LexValue { try LexValue(JSONParser(limits: .file).parse(Array(json.utf8))) }

/// The object that a JSON text stands for.
func object(_ json: String) throws -> LexObject { try LexObject(JSONParser(limits: .file).parse(Array(json.utf8))) }

/// JSON in which members are sorted, so that equal bytes mean equal data.
func canonical(_ value: LexValue) -> String { String(decoding: sorted(value).json, as: UTF8.self) }

private func sorted(_ value: LexValue) -> LexValue {
    switch value {
    case .array(let elements): .array(elements.map(sorted))
    case .object(let object):
        .object(
            LexObject(
                uniqueMembers: object.members.map { .init(name: $0.name, value: sorted($0.value)) }
                    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }))
    default: value
    }
}

/// Sends an object through JSON, a generated type and JSON again; nothing may change.
func expectRoundTrip(_ type: any LexStruct.Type, _ object: LexObject, _ comment: Comment? = nil) throws {
    let value = LexValue.object(object)
    let received = try LexValue(JSONParser(limits: .file).parse(value.json))
    #expect(canonical(received) == canonical(value), comment)
    guard case .object(let members) = received else { return }
    let typed = try type.init(validating: members)
    #expect(canonical(typed.lexValue) == canonical(value), comment)
    #expect(typed.violations.isEmpty, comment)
    let sent = try LexValue(JSONParser(limits: .file).parse(typed.lexValue.json))
    #expect(canonical(sent) == canonical(value), comment)
}

/// The lexicons that this target's types are generated from, read again.
enum TortureSource {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../TortureLexicons").standardizedFileURL

    static var readMe: String {
        let content = try? Data(contentsOf: folder.appending(path: "README.md"))
        return content.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    static let files: [LexiconFile] = {
        let root = folder.appending(path: "lexicons")
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
            guard let content = try? Data(contentsOf: root.appending(path: name)) else { return nil }
            return LexiconFile(relativePath: name, displayPath: name, bytes: Array(content))
        }
    }()

    static let set = LexiconSet(files)
}
