// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Documents that were read together and refer to each other.
public struct LexiconSet: Sendable {
    /// The documents without errors, by NSID.
    public let documents: [LexiconDocument]
    /// Everything found in all files, sorted by place.
    public let diagnostics: [Diagnostic]

    private let byID: [String: LexiconDocument]

    /// Reads, validates and links `files`; the order of the files does not matter.
    public init(_ files: [LexiconFile]) {
        var diagnostics: [Diagnostic] = []
        var byID: [String: LexiconDocument] = [:]
        var sources: [String: LexiconFile] = [:]
        for file in files.sorted(by: { $0.relativePath < $1.relativePath }) {
            var parser = LexiconParser(file)
            let document = parser.document()
            diagnostics += parser.diagnostics
            guard let document else { continue }
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
            diagnostics += ReferenceLinker(document: document, place: FindingPlace(file), documents: byID).findings()
        }
        self.byID = byID
        documents = byID.values.sorted { $0.id < $1.id }
        self.diagnostics = diagnostics.sortedByPlace()
    }

    /// Whether any finding is an error.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

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
