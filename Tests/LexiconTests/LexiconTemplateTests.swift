// SPDX-License-Identifier: Apache-2.0

import Lexicon
import Testing

@Suite struct LexiconTemplateTests {
    private static func file(_ id: String, _ kind: LexiconTemplate.Kind) throws -> LexiconFile {
        let template = try #require(LexiconTemplate(id: id, kind: kind))
        return LexiconFile(relativePath: template.relativePath, displayPath: "file", bytes: template.bytes)
    }

    @Test(arguments: LexiconTemplate.Kind.allCases) func everyKindIsCorrectAndCanonical(
        kind: LexiconTemplate.Kind
    ) throws {
        let file = try Self.file("com.example.getThing", kind)
        let set = LexiconSet([file])
        #expect(set.diagnostics.isEmpty)
        #expect(set.documents.map(\.id) == ["com.example.getThing"])
        #expect(set.documents.first?.definition("main")?.word == kind.rawValue)
        #expect(try LexiconFormatter().format(file) == file.bytes)
    }

    @Test func thereAreSixKinds() { #expect(LexiconTemplate.Kind.allCases.count == 6) }

    @Test func aDocumentOfDefinitionsHasNoMain() throws {
        let set = LexiconSet([try Self.file("com.example.thing.defs", .object)])
        #expect(set.diagnostics.isEmpty)
        #expect(set.documents.first?.definitions.map(\.name) == ["thing"])
    }

    @Test(arguments: ["", "thing", "com.example", "com.example.get-thing", "com.example.3d", "com..thing", "a/b.c.d"])
    func refusesWhatIsNotAnNSID(id: String) {
        #expect(LexiconTemplate(id: id, kind: .query) == nil)
    }
}

extension LexiconDocument.Definition {
    /// The word for `--kind` that would give such a definition.
    fileprivate var word: String {
        switch kind {
        case .record: "record"
        case .method(let method): method.verb.rawValue
        case .permissionSet: "permission-set"
        case .data(.object): "object"
        case .token, .data, .unsupported: "another"
        }
    }
}
