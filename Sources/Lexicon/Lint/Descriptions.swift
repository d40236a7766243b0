// SPDX-License-Identifier: Apache-2.0

/// What authors write for people.
enum Descriptions: LintCheck {
    private static let pointers = ["use ", "instead", "replace", "see ", "prefer", "favor", "favour", "moved to"]

    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        for (text, pointer) in subject.document.texts { check(text, pointer, &report) }
        guard let main = subject.document.definition("main"), main.needsDescription else { return }
        if main.description == nil, subject.document.description == nil {
            report.add(.missingDescription, main.pointer, "\(subject.document.id) has no description")
        }
    }

    private static func check(_ text: String, _ pointer: [String], _ report: inout LintReport) {
        if text.allSatisfy(\.isWhitespace) {
            report.add(.emptyDescription, pointer, "the description is empty")
        }
        let words = text.lowercased()
        if words.contains("deprecated"), !Self.pointers.contains(where: words.contains) {
            report.add(.deprecatedWithoutReplacement, pointer, "the description does not say what to use instead")
        }
    }
}

extension LexiconDocument.Definition {
    fileprivate var needsDescription: Bool {
        switch kind {
        case .record, .method: true
        case .permissionSet, .token, .data, .unsupported: false
        }
    }
}

extension LexiconDocument {
    /// Every description with its JSON pointer.
    var texts: [(text: String, pointer: [String])] {
        var texts: [(text: String?, pointer: [String])] = [(description, ["description"])]
        for definition in definitions {
            texts.append((definition.description, definition.pointer + ["description"]))
            if case .method(let method) = definition.kind { texts += method.texts(definition.pointer) }
        }
        for site in sites {
            guard case .object(let object) = site.type else { continue }
            for property in object.properties {
                texts.append((property.description, site.pointer + ["properties", property.name, "description"]))
            }
        }
        return texts.compactMap { entry in entry.text.map { ($0, entry.pointer) } }
    }
}

extension MethodType {
    fileprivate func texts(_ pointer: [String]) -> [(text: String?, pointer: [String])] {
        [
            (input?.description, pointer + ["input", "description"]),
            (output?.description, pointer + ["output", "description"]),
        ] + errors.enumerated().map { ($1.description, pointer + ["errors", String($0), "description"]) }
    }
}
