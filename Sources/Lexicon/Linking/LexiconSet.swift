// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Documents that were read together and refer to each other.
public struct LexiconSet: Sendable {
    /// The documents without errors, by NSID.
    public let documents: [LexiconDocument]
    /// Everything found in all files, sorted by place.
    public let diagnostics: [Diagnostic]

    private let byID: [String: LexiconDocument]
    private let sources: [String: LexiconFile]

    /// Reads, validates and links `files`; the order of the files does not matter.
    public init(_ files: [LexiconFile]) {
        var diagnostics: [Diagnostic] = []
        var byID: [String: LexiconDocument] = [:]
        var sources: [String: LexiconFile] = [:]
        var brokenIDs: Set<String> = []
        for file in files.sorted(by: { $0.relativePath < $1.relativePath }) {
            var parser = LexiconParser(file)
            let document = parser.document()
            diagnostics += parser.diagnostics
            guard let document else {
                brokenIDs.insert(file.expectedID)
                continue
            }
            if let earlier = byID[document.id] {
                let place = FindingPlace(file)
                diagnostics.append(
                    place.finding(["id"], .error, .duplicateID, "\(document.id) is already defined in \(earlier.file)"))
                continue
            }
            byID[document.id] = document
            sources[document.id] = file
        }
        for (id, document) in byID {
            guard let file = sources[id] else { continue }
            var linker = ReferenceLinker(document, file, among: byID, broken: brokenIDs)
            diagnostics += linker.diagnostics()
        }
        self.byID = byID
        self.sources = sources
        documents = byID.values.sorted { $0.id < $1.id }
        self.diagnostics = diagnostics.sortedByPlace()
    }

    /// Some documents of `whole`, each possibly reduced, with all its findings and the files of those documents.
    init(_ whole: LexiconSet, keeping documents: [LexiconDocument]) {
        self.documents = documents
        diagnostics = whole.diagnostics
        byID = Dictionary(documents.map { ($0.id, $0) }) { first, _ in first }
        sources = whole.sources
    }

    /// Whether any finding is an error.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// The document with an NSID.
    public func document(_ id: String) -> LexiconDocument? { byID[id] }

    /// The file that a document was read from.
    public func file(of document: LexiconDocument) -> LexiconFile? { sources[document.id] }

    /// A finding about a place of a document, which is given as the parts of its JSON pointer.
    package func finding(
        in document: LexiconDocument, at pointer: [String], _ rule: Diagnostic.Rule, _ message: String
    ) -> Diagnostic? {
        file(of: document).map { FindingPlace($0).finding(pointer, rule.severity, rule, message) }
    }

    /// What a reference leads to.
    public func target(of reference: Reference) -> LexiconDocument.Definition? {
        byID[reference.id]?.definition(reference.name)
    }
}

/// Makes findings for one file; positions are looked up only when one is made.
struct FindingPlace {
    let file: LexiconFile
    private let locator: JSONPointerLocator

    init(_ file: LexiconFile) {
        self.file = file
        locator = JSONPointerLocator(file.bytes)
    }

    func finding(
        _ pointer: [String], _ severity: Diagnostic.Severity, _ rule: Diagnostic.Rule, _ message: String
    ) -> Diagnostic {
        Diagnostic(
            file: file.displayPath, position: locator.position(of: pointer), severity: severity, rule: rule,
            message: message)
    }
}
